"""Choices of this room."""
