"""Typesetting a dossier's document tree as PDF, with embedded fonts and nothing that tells who made it or where."""
