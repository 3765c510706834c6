"""The commands, one module for each group; ``cli.py`` loads a group when one of its commands is called."""
