"""Titles of generated dates, stored in every language of the portal."""

from django.utils import translation
from django.utils.translation import gettext, gettext_noop

from calendar_app.enums import EntryKind
from calendar_app.models import Entry
from core.texts import interface_language

SESSION_TITLE = gettext_noop("%(session)s: session")
PRE_SESSION_TITLE = gettext_noop("%(session)s: pre-sessional working group")
REVIEW_TITLE = gettext_noop("Review of %(country)s, %(session)s")
ADOPTION_TITLE = gettext_noop("Adoption of the outcome for %(country)s, %(session)s")
MID_TERM_TITLE = gettext_noop("Mid-term report of %(country)s, %(session)s")
NEXT_REVIEW_TITLE = gettext_noop("Next review of %(country)s, after %(session)s")
REPORT_DUE_TITLE = gettext_noop("Report of %(country)s due, %(session)s")
LIST_TITLE = gettext_noop("List of issues for %(country)s adopted, %(session)s")
CONSIDERING_TITLE = gettext_noop("%(country)s considers the recommendations of %(session)s")
YEAR_TITLE = gettext_noop("%(rule)s, %(year)s")
RULE_TITLE = gettext_noop("%(session)s: %(rule)s")
KIND_TITLES = {EntryKind.MID_TERM: MID_TERM_TITLE, EntryKind.NEXT_REVIEW: NEXT_REVIEW_TITLE}
# Words that keep their capital inside a sentence.
CAPITALS = frozenset({"State", "Government", "Council", "Geneva"})


def titles_of(template, *, session=None, country=None, rule=None, year=None):
    """{column: title} in every language; an empty text where the template or the rule is not translated."""
    titles = {}
    for column in Entry.TITLES:
        language = column.removeprefix("title").removeprefix("_") or "en"
        with translation.override(interface_language(language)):
            worded = gettext(template)
            names = {"session": str(session), "country": str(country or ""), "rule": str(rule or ""), "year": year}
        is_translated = worded != template or template in (RULE_TITLE, YEAR_TITLE)
        if rule is not None and language != "en":
            is_translated = names["rule"] != rule.title
        if template != YEAR_TITLE:
            names["rule"] = _inside(names["rule"])
        titles[column] = worded % names if is_translated or language == "en" else ""
    return titles


def _inside(title):
    """The title as it reads after a colon: "Stakeholder submissions" becomes "stakeholder submissions"."""
    first = title.split(" ", 1)[0]
    if first in CAPITALS or not first[1:].islower():
        return title
    return title[:1].lower() + title[1:]
