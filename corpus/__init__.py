"""Reading: a file becomes text with provenance, and text becomes a clause tree."""
