"""What is not there for the reader: 404, as for what was never there."""

from django.http import Http404


def found_or_404(row):
    """`row`; None does not exist."""
    if row is None:
        raise Http404
    return row


def one_or_404(rows, number):
    """The one of `rows` with this `number`; another one does not exist."""
    return found_or_404(rows.filter(pk=number).first())
