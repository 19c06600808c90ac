"""What `make` runs: setting up, checking, locking. Nothing here is installed with TwinStack."""
