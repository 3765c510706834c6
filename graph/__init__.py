"""The networkx projection of the facts (``graph.build``), and the trace of a single mapping."""
