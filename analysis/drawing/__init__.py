"""Drawings as values: shapes and texts on a sheet, which pictures.py turns into files."""
