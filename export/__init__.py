"""Writers: the responsibility matrix, the ledger, the graph and the audit as files; and what is printed."""
