"""What monitors have already (tables, forms, other systems' files) read as records: pure; shown before it is kept."""
