"""Who may see what: audiences, consent, allow-list views, pseudonyms and the scrubbing of names from free text. Pure."""
