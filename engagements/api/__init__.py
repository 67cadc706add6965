"""Endpoints, one noun a file. They call the same queries and actions as the pages."""
