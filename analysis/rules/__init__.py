"""Rules find; RULES lists them all."""
