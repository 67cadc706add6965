"""What the pages about people share."""

from django.core.exceptions import NON_FIELD_ERRORS, ObjectDoesNotExist
from django.http import Http404

from clusters import queries
from core.found import one_or_404


def add_errors(form, error):
    """Put what an action found wrong at the fields that have it, the rest above the form."""
    if hasattr(error, "error_dict"):
        for name, errors in error.error_dict.items():
            form.add_error(name if name in form.fields and name != NON_FIELD_ERRORS else None, errors)
    else:
        form.add_error(None, error)


def cluster_or_404(user, pk):
    """The cluster if `user` may see its people."""
    return one_or_404(queries.clusters_with_people(user), pk)


def found(get, *args):
    """`get(*args)`, with 404 for what is not there or not visible."""
    try:
        return get(*args)
    except ObjectDoesNotExist:
        raise Http404 from None
