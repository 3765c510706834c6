"""The networkx projection of the facts, and the trace of a single mapping."""
