"""One file per intent: the question's slots in, a ``Reply`` with its query and rows out."""
