"""Timeless facts: mechanisms, their rules and requirements, ways to engage, the step library."""
