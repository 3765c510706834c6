"""Questions: tokens, search, understanding, answers."""
