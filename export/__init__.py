"""Writers: the responsibility matrix, the ledger and the graph as files."""
