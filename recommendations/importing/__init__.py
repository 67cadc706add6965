"""Reading files of recommendations. Nothing here asks the database for recommendations or writes anything."""
