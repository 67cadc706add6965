"""Words that leave the portal about plans and submissions, one noun a file."""
