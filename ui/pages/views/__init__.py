"""Views over the filtered set of a list."""
