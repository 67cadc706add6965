"""Finds in a text what would give a person away. Pure, no database; seven languages.

It warns of what a careful reader would have struck out (report of the field, lines 69 and 75: sources are never
named); it does not prove that a text is safe. A name without title, age or word for its bearer looks like the name of a
place and is not found. Dates, symbols of documents, numbers of recommendations and of articles are no hits.
"""

from engagements.enums.personal_data import PersonalData
from engagements.rules.personal_data.finding import Finding, finding
from engagements.rules.personal_data.groups import found_groups
from engagements.rules.personal_data.names import found_names
from engagements.rules.personal_data.numbers import found_numbers
from engagements.rules.personal_data.plain import plain

__all__ = ["Finding", "check_personal_data", "likely_names", "refused"]


def check_personal_data(text, *, with_groups=False):
    """Everything in `text` that looks like personal data, in order of place; where two overlap, the longer stays.
    `with_groups`: few people at an exact place as well, which matters before a text leaves the house."""
    text = text or ""
    read, place_of = plain(text)
    found = _without_overlaps([*found_numbers(read), *found_names(read)])
    # They are longer than what stands inside them and must not hide it.
    groups = _without_overlaps(found_groups(read)) if with_groups else []
    return [
        finding(kind, place_of(start), place_of(end - 1) + 1, text)
        for kind, start, end in sorted([*found, *groups], key=lambda hit: hit[1:])
    ]


def refused(findings):
    """Those of `findings` that a confidential text must not carry."""
    return [one for one in findings if one.kind not in (PersonalData.NAME, PersonalData.SMALL_GROUP)]


def likely_names(findings):
    """Those that may also be an office or a place: whoever writes says so with a tick."""
    return [one for one in findings if one.kind == PersonalData.NAME]


def _without_overlaps(found):
    """In order of place; of two that overlap the longer stays."""
    kept: list[tuple] = []
    for hit in sorted(found, key=lambda one: (one[1], one[1] - one[2])):
        if not kept or hit[1] >= kept[-1][2]:
            kept.append(hit)
        elif hit[2] - hit[1] > kept[-1][2] - kept[-1][1]:
            kept[-1] = hit
    return kept
