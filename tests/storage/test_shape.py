"""Fields of ours in the projections: whatever arrives in whatever order, what is shown is what a rebuild would show."""
