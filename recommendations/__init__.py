"""What the mechanisms recommended to a State, word for word, with where it stands. Open to everybody with an account."""
