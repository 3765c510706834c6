from corpus.rule import Rulebook
from kb.targets.amounts import RULES
BOOK=Rulebook("量化指标",RULES,None)
