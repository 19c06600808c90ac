"""Reviews that people wrote: read, placed in their templates, and held against them."""
