"""The networkx projection of the facts, and the trace of a single mapping."""

from graph.build import build
from graph.trace import trace

__all__ = ["build", "trace"]
