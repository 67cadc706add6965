"""One hit in a text, and what it looks like."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from engagements.enums.personal_data import PersonalData


@dataclass(frozen=True)
class Finding:
    """One hit: `text[start:end]` is `excerpt`; `sentence` says what it looks like."""

    kind: PersonalData
    start: int
    end: int
    excerpt: str
    sentence: object


_SENTENCES = {
    PersonalData.NAME: _("“%(text)s” looks like the name of a person."),
    PersonalData.PHONE: _("“%(text)s” looks like a phone number."),
    PersonalData.EMAIL: _("“%(text)s” looks like an e-mail address."),
    PersonalData.BIRTH_DATE: _("“%(text)s” looks like a date of birth."),
    PersonalData.COORDINATES: _("“%(text)s” looks like the coordinates of a place."),
    PersonalData.ID_NUMBER: _("“%(text)s” looks like the number of a document."),
    PersonalData.SMALL_GROUP: _("“%(text)s” speaks of few people at an exact place."),
}


def finding(kind, start, end, text):
    excerpt = text[start:end]
    return Finding(kind, start, end, excerpt, _SENTENCES[kind] % {"text": excerpt})


# Why it may harm, for whoever decides whether it stays (report of the field, lines 69 and 75).
REASONS = {
    PersonalData.NAME: _("A named person can be found, threatened or punished, and so can the family."),
    PersonalData.PHONE: _("A number leads to a person, to where she is and to whom she speaks."),
    PersonalData.EMAIL: _(
        "An address leads to a person or a small organisation, and can be written to or broken into."
    ),
    PersonalData.BIRTH_DATE: _("With a place, a date of birth is enough to find one person in a register."),
    PersonalData.COORDINATES: _("Exact coordinates show where people live, hide or meet."),
    PersonalData.ID_NUMBER: _("The number of a document is one person."),
    PersonalData.SMALL_GROUP: _("Where few are counted at an exact place, neighbours and armed men know who is meant."),
}
