"""Whether the calendar would take a line, asked without writing: by building the date as adding and editing do."""

import copy

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from calendar_app.actions.entry_building import apply_changes, drafted_entry
from calendar_app.actions.importing.values import values_of_change, values_of_new
from calendar_app.importing import problems as say
from calendar_app.importing.parsing import COLUMN_OF
from calendar_app.importing.problems import Problem

# What these name was looked up, and the rest no file changes.
_UNCHECKED = (
    *("id", "mechanism", "country", "cluster", "session", "review", "rule", "parent", "created_by"),
    *("verified_by", "computed_from", "explanation", "uid", "key"),
)


def draft_of_new(values, things, *, cluster, by, **options):
    """(unsaved date, themes). Raises ValidationError for what adding by hand would refuse."""
    given, themes = values_of_new(values, things)
    draft = drafted_entry(**given, **options, cluster=cluster, by=by)
    draft.clean_fields(exclude=_UNCHECKED)
    return draft, themes


def changed_draft(entry, values, things, *, by):
    """(`entry` itself with `values` on it, what stood there, themes or None). Raises ValidationError."""
    given, themes = values_of_change(values, entry, things)
    edited = apply_changes(entry, given, by=by)
    entry.clean_fields(exclude=_UNCHECKED)
    return entry, edited, themes


def add_problems(row, entry, after, things, *, cluster, by):
    """Adds to the parsed `row` what adding (`entry` None) or changing the date by `after` would be refused for."""
    try:
        if entry is None:
            draft_of_new(row.values, things, cluster=cluster, by=by)
        elif after:
            changed_draft(_copy_of(entry), after, things, by=by)
    except ValidationError as invalid:
        row.problems += problems_of(invalid)


def _copy_of(entry):
    draft = copy.copy(entry)
    # Related objects are remembered in a dictionary that the copy would share.
    draft._state = copy.copy(entry._state)
    draft._state.fields_cache = dict(entry._state.fields_cache)
    return draft


def problems_of(invalid):
    """The errors of an action as problems of a line, at the column where they show."""
    if not hasattr(invalid, "error_dict"):
        return [Problem("", str(message)) for message in invalid.messages]
    found = []
    for name, errors in invalid.message_dict.items():
        if name == "confirmed_sharing":
            # Nobody confirms that for a whole list.
            found.append(Problem("audience", say.UNCONFIRMED_VISIT))
            continue
        column = "" if name == NON_FIELD_ERRORS else COLUMN_OF.get(name, name)
        found += [Problem(column, str(message)) for message in errors]
    return found
