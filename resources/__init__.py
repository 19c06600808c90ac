"""Icons, themes, tables and sample templates: data files that are installed with TwinStack."""
