"""Technique: knows no village."""
