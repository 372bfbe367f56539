"""Single pages on paper or as a file: the report of an import, our own card, the page of the recovery key."""
