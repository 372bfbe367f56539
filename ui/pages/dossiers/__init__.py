"""Dossiers: made beside a live preview, issued into the vault, and every copy accounted for."""
