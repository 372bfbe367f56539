"""The single checks of the release gate."""
