"""The facts: responsible units, deadlines and targets, each with its evidence."""
