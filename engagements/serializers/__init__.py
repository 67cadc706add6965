"""What the API tells and takes, one noun a file."""
