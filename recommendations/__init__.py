"""What mechanisms recommended to a State, word for word, and where it stands. Open to all who have an account."""
