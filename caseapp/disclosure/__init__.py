"""Who may see what: audiences, consent, allow-list views, pseudonyms, names scrubbed from free text."""
