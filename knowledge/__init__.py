"""What clusters learn from one another and ask of the Task Team: exchanges, support requests, experience."""
