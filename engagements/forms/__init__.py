"""Forms, one noun a file."""
