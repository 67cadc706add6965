"""What leaves this room as a file."""

from recommendations.documents.follow_up import follow_up_csv

__all__ = ["follow_up_csv"]
