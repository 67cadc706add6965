"""What pages do with an action's refusal: show its sentence where it happened, the typed text kept."""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.dateparse import parse_date

from core.errors import Refused, Stale

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


def show_refusal(form, error):
    """Put an action's refusal at the fields it is about; returns the status for the answer."""
    if isinstance(error, ValidationError):
        add_action_errors(form, error)
    else:
        form.add_error(None, str(error.sentence))
    return status_of(error)


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


def day_in(text):
    """The day that `text` from an address is (2027-05-04), or None."""
    try:
        return parse_date(text or "")
    except ValueError:
        return None
