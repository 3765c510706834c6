"""Every rulebook of the house, in the order in which a plan meets them."""
