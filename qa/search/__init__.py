"""检索：clauses by their words, with one interface and two engines that give the same hits.

words.py     the tokens, the same whatever plans there are
entries.py   which clauses are found, each with its tokens
ranking.py   what an engine is, what it finds, and the order of it
memory.py    rank-bm25 in memory: small selections, and the reference
disk.py      tantivy in a folder beside the knowledge base
stand.py     what the folder is known to hold, and whether its files are those that were written
upkeep.py    the folder kept in step with the knowledge base
finding.py   a search in a knowledge base by whichever engine can answer
"""
