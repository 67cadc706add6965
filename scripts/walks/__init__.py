"""Where to go for each picture: functions that walk a visitor there, by room."""
