"""The findings: list with filters, detail of the chosen one, preview of its fix."""
