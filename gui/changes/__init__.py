"""The changes: every difference by resource, and what they mean for rights and contracts."""
