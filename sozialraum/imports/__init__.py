"""Boundaries and streets from files."""
