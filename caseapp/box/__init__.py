"""Foreign bytes become bounded pixels or text, and only in a limited child process (security, "Rendering")."""
