"""Paired, ratio-reporting timings; never a test."""
