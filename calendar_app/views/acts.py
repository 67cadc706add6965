"""What all acting views share: call the action, bring its refusal to the place where it arose."""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from core.errors import Refused, Stale

DONE, UNPROCESSABLE, REFUSED, CONFLICT = 200, 422, 403, 409


def attempt(form, action):
    """(result, status). Runs `action()`; what it refuses becomes an error of the form, with the typed text kept: at the
    field where there is such a field, else above the form."""
    try:
        return action(), DONE
    except Stale as stale:
        form.add_error(None, str(stale.sentence))
        return None, CONFLICT
    except Refused as refused:
        form.add_error(None, str(refused.sentence))
        return None, REFUSED
    except ValidationError as invalid:
        add_errors(form, invalid)
        return None, UNPROCESSABLE


def add_errors(form, invalid):
    """The errors of a model or an action, at the form's fields where it has them."""
    if not hasattr(invalid, "error_dict"):
        form.add_error(None, invalid)
        return
    for name, errors in invalid.error_dict.items():
        known = name != NON_FIELD_ERRORS and name in form.fields and not form[name].is_hidden
        form.add_error(name if known else None, errors)


def sentence_of(invalid):
    """One sentence of an error, for acts without a form."""
    return " ".join(str(message) for message in invalid.messages)
