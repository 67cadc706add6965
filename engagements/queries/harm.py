"""The do-no-harm check: what in the whole text that will be sent could give a person away, and what was said to it.

Sections that are never sent do not count, nor do evidence notes: they are not part of the text.
"""

import hashlib
import re
from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import CharField, IntegerField, Value
from django.db.models.functions import Cast

from core.documents import nodes
from core.documents.markup import parse, parse_inline
from engagements import policy, rules
from engagements.enums import PersonalData
from engagements.models import FindingAnswer, Section
from engagements.rules.personal_data.finding import REASONS

# Raise it when the rules of personal_data find more or less than before: what was found is remembered by the hash of
# the text.
_RULES = 1
_REMEMBERED = 7 * 24 * 60 * 60
# So many signs around a finding are shown.
_AROUND = 60
_SPACES = re.compile(r"\s+")


@dataclass
class HarmFinding:
    """One finding. `section` is None for the title; `paragraph` is its number in the document, None in a heading;
    `times` says how often the same words stand there."""

    fingerprint: str
    kind: str
    words: str
    section: object = None
    paragraph: int | None = None
    before: str = ""
    after: str = ""
    times: int = 1
    answer: object = None

    @property
    def label(self):
        return PersonalData(self.kind).label

    @property
    def why(self):
        return REASONS[self.kind]


def fingerprint_of(submission, kind, words, section):
    """What an answer is bound to: kind, matched words and section. The case and the spaces between do not matter."""
    return _bound(submission, _digest(kind, words), section.pk if section else "title")


def _digest(kind, words):
    return hashlib.sha256(f"{kind}\x1f{' '.join(words.casefold().split())}".encode()).hexdigest()


def _bound(submission, digest, place):
    return hashlib.sha256(f"{submission.pk}\x1f{place}\x1f{digest}".encode()).hexdigest()


def _places(submission, sections):
    """(section or None, paragraph, text) of everything a reader of the document reads."""
    yield None, None, submission.title
    following = 1
    for section in sections:
        if not section.is_sent or not section.body.strip():
            continue
        yield section, None, nodes.plain_text((nodes.Paragraph(parse_inline(section.heading)),))
        for block in parse(section.body):
            number = None
            if isinstance(block, nodes.Paragraph):
                number, following = following, following + 1
            yield section, number, nodes.plain_text((block,))


def find_harm(submission, sections):
    """Every finding once, in order of the text, without answers. Asks nobody."""
    found: dict[str, HarmFinding] = {}
    for section, paragraph, text in _places(submission, sections):
        for hit in rules.check_personal_data(text, with_groups=True):
            fingerprint = fingerprint_of(submission, hit.kind, hit.excerpt, section)
            if fingerprint in found:
                found[fingerprint].times += 1
                continue
            found[fingerprint] = HarmFinding(
                fingerprint,
                str(hit.kind),
                hit.excerpt,
                section,
                paragraph,
                _cut(text[: hit.start], from_end=True),
                _cut(text[hit.end :]),
            )
    return list(found.values())


def _cut(text, *, from_end=False):
    text = _SPACES.sub(" ", text[-2 * _AROUND :] if from_end else text[: 2 * _AROUND])
    if len(text) <= _AROUND:
        return text
    return f"…{text[-_AROUND:]}" if from_end else f"{text[:_AROUND]}…"


def harm_findings(user, submission):
    """(findings with their answers, answers that meet nothing in the text any more). Two queries."""
    sections = list(Section.objects.visible_to(user).filter(submission=submission).order_by("position"))
    found = find_harm(submission, sections)
    answers = FindingAnswer.objects.visible_to(user).filter(submission=submission).select_related("by", "section")
    by_fingerprint = {answer.fingerprint: answer for answer in answers}
    for one in found:
        one.answer = by_fingerprint.pop(one.fingerprint, None)
    return found, list(by_fingerprint.values())


def harm_counts(submission):
    """(findings that wait, findings that are justified), whoever asks: a gate does not depend on its reader. One query;
    none where nothing was found, one more the first time that this very text is asked about."""
    hits = _hits(submission)
    if not hits:
        return 0, 0
    # The ids are read anew: a section that was removed and restored is another one with the same words.
    numbered = _sent(submission).order_by().values_list("position", Cast("pk", CharField()))
    given = policy.answers_of(submission).order_by().values_list(Value(None, IntegerField()), "fingerprint")
    rows = list(numbered.union(given, all=True))
    ids = [int(pk) for position, pk in sorted(row for row in rows if row[0] is not None)]
    answered = {fingerprint for position, fingerprint in rows if position is None}
    fingerprints = {_bound(submission, digest, "title" if place is None else ids[place]) for place, digest in hits}
    justified = len(answered & fingerprints)
    return len(fingerprints) - justified, justified


def _sent(submission):
    return policy.rows_of(Section, submission).filter(is_sent=True).order_by("position")


def _hits(submission):
    """[(place of the section among those that are sent, digest of kind and words)], remembered by the hash of the text,
    which covers every word that is sent: another text is another question."""
    key = f"harm:{_RULES}:{submission.text_hash}"
    # The hash is empty only before anything was written.
    known = cache.get(key) if submission.text_hash else None
    if known is None:
        sections = list(_sent(submission))
        place_of = {section.pk: place for place, section in enumerate(sections)}
        found = find_harm(submission, sections)
        known = [(place_of[one.section.pk] if one.section else None, _digest(one.kind, one.words)) for one in found]
        cache.set(key, known, _REMEMBERED)
    return known
