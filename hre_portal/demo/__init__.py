"""The demonstration world: the eight pilot clusters with invented people in every role. Never in production."""
