"""Pages about people: who works in a cluster, invitations, one's own settings, the trail, break-glass."""
