"""Everything with a date: sessions, reviews, calendar entries, the deadline engine, reminders, feeds."""
