"""What stands on the cover of a text besides its words: for whom it speaks, and who endorsed it."""

from engagements import policy


def forget_files(versions):
    """The kept files of `versions` (a queryset that the writer was let through to) say another thing on their covers
    now: they are made anew at the next call. The final file too, as long as it has not gone out: what is on record as
    sent stays as it is. Inside the caller's transaction, with the plan line held."""
    policy.unsent_final_files(versions).delete()
    versions.update(pdf=None, docx=None)
