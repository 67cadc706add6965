"""The difference between a frozen version and the text as it stands, and whether it is spelling only. Rows come in
already filtered; nothing here asks the database."""

import copy
from dataclasses import dataclass, field
from types import SimpleNamespace

from django.utils.translation import gettext_lazy as _

from core.documents.diff import word_diff
from engagements.documents.submissions import text_hash
from engagements.rules.spelling import Objection, judge

_SENTENCES = {
    Objection.NUMBER: _("A number is changed: “%(words)s”."),
    Objection.NEGATION: _("A negation is changed: “%(words)s”."),
    Objection.OTHER_WORD: _("Another word stands there now: “%(words)s”."),
    Objection.ADDED: _("A word is added: “%(words)s”."),
    Objection.REMOVED: _("A word is taken out: “%(words)s”."),
}
# More sentences than that help nobody.
_MOST_SENTENCES = 5


@dataclass(frozen=True)
class Changed:
    """`parts`: (heading, [(same|old|new, text)]) of what differs; `words` changed; `refusals`: sentences that say why
    it is more than spelling, empty where it may be declared."""

    parts: list = field(default_factory=list)
    words: int = 0
    refusals: list = field(default_factory=list)


def changed_since(submission, sections, version, *, organisations=(), most_words):
    """What a reader of `version` has not seen: `sections` of `submission` against the frozen ones. `organisations`:
    those that submit it now."""
    frozen = [SimpleNamespace(**kept) for kept in version.sections if kept["is_sent"]]
    now = [section for section in sections if section.is_sent]
    old_title = version.tree["title"]
    pairs = [(old_title, submission.title)]
    parts = _parts("", old_title, submission.title)
    refusals = []
    if [kept.section for kept in frozen] != [section.pk for section in now]:
        refusals.append(_("A section was added, removed or moved."))
    by_id = {kept.section: kept for kept in frozen}
    for section in now:
        kept = by_id.pop(section.pk, None) or SimpleNamespace(heading="", body="")
        pairs += [(kept.heading, section.heading), (kept.body, section.body)]
        old, new = f"{kept.heading}\n{kept.body}", f"{section.heading}\n{section.body}"
        parts += _parts(section.heading, old, new)
    for kept in by_id.values():
        parts += _parts(kept.heading, f"{kept.heading}\n{kept.body}", "")
    if not _is_same_but_for_words(submission, old_title, frozen, now, organisations, version):
        refusals.append(_("The language, the mark or something else on the cover was changed."))
    judged = judge(pairs, language=submission.language, most_words=most_words)
    refusals += [_SENTENCES[why] % {"words": words} for why, words in judged.objections if why != Objection.TOO_MANY][
        :_MOST_SENTENCES
    ]
    if any(why == Objection.TOO_MANY for why, _words in judged.objections):
        numbers = {"n": judged.words, "most": most_words}
        refusals.append(_("%(n)s words are changed; at most %(most)s may be.") % numbers)
    return Changed(parts, judged.words, refusals)


def _parts(heading, old, new):
    return [(heading, word_diff(old, new))] if old != new else []


def _is_same_but_for_words(submission, old_title, frozen, now, organisations, version):
    """Whether everything besides title and sections is as it was when the version was frozen."""
    author_of = {section.pk: section.organisation_id for section in now}
    for kept in frozen:
        kept.organisation_id = author_of.get(kept.section)
    then = copy.copy(submission)
    then.title = old_title
    return text_hash(then, frozen, organisations) == version.text_hash
