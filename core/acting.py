"""What pages do with an action's refusal: show its sentence where it happened, the typed text kept."""

import datetime as dt

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import ModelChoiceField
from django.http import Http404
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from core.dates import day_text
from core.errors import Refused, Stale
from core.words import listed

# What an action may raise and a page shows where it happened.
ACTION_ERRORS = (Refused, ValidationError)


def status_of(error):
    """The HTTP status that tells a machine what the sentence tells a person."""
    if isinstance(error, ValidationError):
        return 422
    return 409 if isinstance(error, Stale) else 403


def sentences_of(error):
    """The sentences of an action's refusal, for showing at the place."""
    return list(error.messages) if isinstance(error, ValidationError) else [str(error.sentence)]


def posted_version(request):
    """The version the page was made from. A missing or broken one never matches, so nothing is overwritten."""
    value = request.POST.get("version", "")
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 10 else -1


def add_action_errors(form, error):
    """Put what an action refused at the field it is about; what has no field goes to the top."""
    messages = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
    for name, sentences in messages.items():
        for sentence in sentences:
            form.add_error(name if name in form.fields else None, sentence)


def show_refusal(form, error, *, shows_stored=True):
    """Put an action's refusal at the fields it is about; returns the status for the answer. After a conflict the form
    is made ready for a decision (`take_up_stored`)."""
    if isinstance(error, ValidationError):
        add_action_errors(form, error)
    else:
        if isinstance(error, Stale):
            take_up_stored(form, shows_stored=shows_stored)
        form.add_error(None, str(error.sentence))
    return status_of(error)


def take_up_stored(form, *, shows_stored=True):
    """After a conflict: pressing once more is a decision, so the form carries the version that is stored now, and
    `form.stored` tells [(label, what is stored)] wherever something else was typed: nothing is overwritten unseen.

    What is stored is the form's `initial`, which a page fills from the record as it read it for this very request. Was
    the record changed after that too, the old number stays and the next press is told so again. `shows_stored=False`
    where `initial` only suggests. What was typed is not touched."""
    name = "version"
    if name in form.fields and name in form.initial:
        data = form.data.copy()
        data[form.add_prefix(name)] = str(form.initial[name])
        form.data = data
    if shows_stored:
        form.stored = [
            (form[changed].label, _in_words(form.fields[changed], form[changed].initial))
            for changed in form.changed_data
            if changed in form.initial and not form[changed].is_hidden
        ]


def _in_words(field, value):
    """What is stored in a field, as its form would show it."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if value in (None, "") or (isinstance(value, list | tuple | set) and not value):
        return "–"
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return day_text(value)
    if isinstance(field, ModelChoiceField):
        chosen = value if isinstance(value, list | tuple | set) else [value]
        keys = [getattr(one, "pk", one) for one in chosen]
        return listed(str(one) for one in field.queryset.filter(pk__in=keys)) or "–"
    words = {str(key): str(label) for key, label in _flat(getattr(field, "choices", ()))}
    if isinstance(value, list | tuple | set):
        return listed(words.get(str(one), str(one)) for one in value)
    return words.get(str(value), str(value))


def _flat(choices):
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield key, label


def act_on(form, act):
    """(answer, status) of a posted form: `act(cleaned_data)` is called where the form is valid and says where to go; a
    refusal stands at its field and the answer is None. An unbound form is shown."""
    if not form.is_bound:
        return None, 200
    if not form.is_valid():
        return None, 422
    try:
        return act(form.cleaned_data), 200
    except ACTION_ERRORS as error:
        return None, show_refusal(form, error)


def number_in(text):
    """The number that `text` from an address is, or None."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 10 else None


def chosen_of(request, rows, name="cluster"):
    """The one of `rows` that the address names, or the first of them (None of none); one that is not among them is not
    there: `Http404`."""
    wanted = request.GET.get(name)
    if wanted is None:
        return rows[0] if rows else None
    for row in rows:
        if row.pk == number_in(wanted):
            return row
    raise Http404


def day_in(text):
    """The day that `text` from an address is (2027-05-04), or None."""
    try:
        return parse_date(text or "")
    except ValueError:
        return None
