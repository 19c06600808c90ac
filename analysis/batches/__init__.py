"""Many pairs: each is reviewed anywhere, what came of it is recorded and summed up here."""
