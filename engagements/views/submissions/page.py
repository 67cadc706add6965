"""A submission's own page: its desk of outline and text, and what stands beside."""

from django.http import Http404
from django.shortcuts import render
from django.template.loader import get_template
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core.documents import html, nodes
from core.documents.markup import parse, parse_inline
from core.policy import guarded_by
from engagements import documents, policy, workflow
from engagements.enums import SignRole, Status
from engagements.forms.submissions import NewSectionForm, NoteForm
from engagements.models import Comment, Dispatch, Section, SignOff, Submission, Version
from engagements.queries import comments
from engagements.queries import submissions as queries
from engagements.templates_library import guidance_of, template_of
from engagements.views.submissions.common import STATUS_TONES, is_neutral, talk_rights


def desk(request, submission, *, section_pk=None):
    """What every page around the text shows: outline, gates, people, versions."""
    user = request.user
    outline = queries.outline(user, submission, section_pk=section_pk)
    sections = outline.sections
    current = next((row for row in sections if row.pk == section_pk), None) if section_pk else None
    if section_pk and current is None:
        raise Http404
    if current is None and sections:
        current = sections[0]
    return {
        "section": "submissions",
        "submission": submission,
        "line": submission.plan_line,
        "outline": outline,
        "current": current,
        "is_neutral": is_neutral(submission),
        "symbol": documents.symbol_of(submission),
        "terms": queries.terms_of(submission),
        "direction_of_text": nodes.direction_of(submission.language),
        "tone": STATUS_TONES[submission.status],
    }


def facts_on_page(user, submission, outline, newest, states):
    """What the moves look at, but for the gates: they are fetched apart and asked again when the move is made. Asks
    nobody."""
    if submission.status == Status.SUBMITTED:
        # Nothing stands before what has happened.
        return workflow.Facts()
    words = outline.text_words + outline.note_words
    return queries.facts_from(user, submission, words, newest, states, sections=outline.sections, gates=())


def beside(request, submission, context):
    """The right column: what is missing, who signed, who sees, versions, the moves."""
    user = request.user
    states = queries.sign_states(user, submission)
    named = queries.readers(user, submission)
    versions = queries.version_list(user, submission)
    newest = versions[0] if versions else None
    roles = policy.roles_in(user, submission.plan_line.cluster)
    standings = policy.standings_from(user, submission, roles, lambda: submission.is_named_writer)
    outline = context["outline"]
    found = facts_on_page(user, submission, outline, newest, states)
    moves = queries.moves(submission, standings, found)
    main = queries.MAIN_MOVE.get(submission.status)
    can_sign = []
    if submission.status == Status.SIGN_OFF and newest is not None and newest.is_current and not found.is_by_author:
        can_sign = [
            state
            for state in states
            if roles & policy.HOLDERS_OF[SignRole(state.role)]
            and (state.sign_off is None or state.sign_off.version_id != newest.pk)
        ]
    return context | {
        "gates": queries.gates_of_text(submission, found, states, outline),
        "states": states,
        "named": named,
        "seen_by": queries.seen_by_text(submission, named),
        "versions": versions,
        "newest": newest,
        "moves": [move for move in moves if move.verb != main],
        "main": next((move for move in moves if move.verb == main), None),
        "can_sign": can_sign,
        "can_write": submission.status in workflow.WRITABLE and workflow.Standing.WRITER in standings,
        "can_lead": workflow.Standing.LEAD in standings,
        "dispatch": queries.dispatch_of(user, submission) if submission.status == Status.SUBMITTED else None,
        "changed_in_sign_off": submission.status == Status.SIGN_OFF and not found.is_newest_current,
        "turn": _TURN[workflow.OWNER_OF[submission.status]],
        **talk_rights(user, submission, roles=roles, is_writer=workflow.Standing.WRITER in standings),
    }


class _Turn(dict):
    """Words for whose turn it is, in the reader's language."""

    def __missing__(self, owner):
        return {
            workflow.Owner.AUTHOR: _("With the author"),
            workflow.Owner.CONSULTED: _("With those consulted"),
            workflow.Owner.SIGNATORIES: _("With the signatories"),
            workflow.Owner.LEADS: _("With the coordinators"),
            workflow.Owner.NOBODY: _("Closed"),
        }[owner]


_TURN = _Turn()


def _text(request, submission, context):
    """The section that is open: its text with what was said of each paragraph below it."""
    current = context["current"]
    # Comments keep the words as they were typed, whatever a quotation is resolved to.
    typed = parse(current.text)
    blocks = queries.resolved(request.user, typed, language=submission.language)
    if current.is_sent:
        blocks, _following = nodes.number_paragraphs(blocks, current.first_paragraph)
    threads = comments.threads_of(request.user, submission, current, typed)
    beside_text = context | {"back": "desk", "row": current}
    return {
        "heading": html.render_inline(parse_inline(current.heading)),
        "text": html.render_blocks(
            blocks,
            language=submission.language,
            heading_shift=0,
            prefix=f"note-{current.pk}",
            after=_talk_below(request, beside_text, threads, comments.quotes_of(typed)),
        ),
        "has_text": bool(current.text.strip()),
        "guidance": current.advice or guidance_of(current.key),
        "other_threads": [thread for thread in threads if thread.place != "here"],
        "back": "desk",
    }


def _talk_below(request, context, threads, quotes):
    """What stands below each paragraph: the way to comment on it, and what was said already."""
    template = get_template("engagements/comments/_below.html")
    at = {}
    for thread in threads:
        if thread.place == "here":
            at.setdefault(thread.index, []).append(thread)

    def below(index):
        here = at.get(index, [])
        if not quotes[index] or not (here or context["can_comment"]):
            return ""
        still = [thread for thread in here if thread.is_open]
        own = {"index": index, "threads": here, "open_threads": len(still)}
        return template.render({**context, **own}, request)

    return below


@require_GET
@guarded_by(Submission, Section, Version, SignOff, Dispatch, Comment)
def submission_detail(request, pk, section_pk=None):
    submission = queries.submission_detail(request.user, pk)
    context = beside(request, submission, desk(request, submission, section_pk=section_pk))
    if context["current"] is not None:
        context |= _text(request, submission, context)
    saved = request.GET.get("saved", "")
    context["just_saved"] = int(saved) if saved.isdecimal() and len(saved) < 9 else None
    context["advice"] = template_of(submission.kind).advice
    context["new_section"] = NewSectionForm()
    context["note"] = NoteForm(initial={"version": submission.version})
    return render(request, "engagements/submission_detail.html", context)
