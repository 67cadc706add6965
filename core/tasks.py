"""Background work of the ground floor."""
