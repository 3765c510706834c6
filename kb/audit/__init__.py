"""完整性账目：every character, unit mention, number and time word of a plan accounted for."""

from kb.audit.ledger import audit
from kb.audit.model import Item, Kind, Ledger, Place, Reason, Share, Stretch, Use

__all__ = ["Item", "Kind", "Ledger", "Place", "Reason", "Share", "Stretch", "Use", "audit"]
