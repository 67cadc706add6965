"""Every read that joins, annotates or counts, one noun a file; each takes `user`."""
