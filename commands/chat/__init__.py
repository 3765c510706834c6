"""提问会话：a line in, an answer out. ``session`` is the conversation, ``command`` its two fronts."""
