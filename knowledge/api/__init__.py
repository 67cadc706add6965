"""This room for other programs."""
