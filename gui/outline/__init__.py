"""The outline: sections and entities of both templates."""
