"""Titles of generated dates, stored in the three languages of the portal."""

from django.utils import translation
from django.utils.translation import gettext, gettext_noop

from calendar_app.enums import EntryKind

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
    """The title in the three languages; an empty text where the template or the rule is not translated."""
    titles = {}
    for suffix, language in (("", "en"), ("_fr", "fr"), ("_ar", "ar")):
        with translation.override(language):
            worded = gettext(template)
            names = {"session": str(session), "country": "", "rule": "", "year": year}
        if country is not None:
            names["country"] = getattr(country, f"name{suffix}") or country.name
        if rule is not None:
            title = getattr(rule, f"title{suffix}")
            names["rule"] = title if template == YEAR_TITLE else _inside(title)
        is_translated = (
            bool(names["rule"]) if template in (RULE_TITLE, YEAR_TITLE) else not suffix or worded != template
        )
        titles[f"title{suffix}"] = worded % names if is_translated else ""
    return titles


def _inside(title):
    """The title as it reads after a colon: "Stakeholder submissions" becomes "stakeholder submissions"."""
    first = title.split(" ", 1)[0]
    if first in CAPITALS or not first[1:].islower():
        return title
    return title[:1].lower() + title[1:]
