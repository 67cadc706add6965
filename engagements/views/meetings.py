"""Pages of a meeting: its agenda, what was written down and where it went, and the record of a cluster's meetings."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.acting import chosen_of, number_in
from core.found import found_or_404
from core.policy import guarded_by
from engagements import documents, policy, rules
from engagements.actions import agenda as agenda_actions
from engagements.actions import meeting_notes as note_actions
from engagements.enums import InteractionKind, InteractionState
from engagements.forms.meetings import AgendaItemForm, NoteForm
from engagements.models import AdvocacyIssue, AgendaItem, HctBriefing, Interaction, LetterStep, MeetingNote
from engagements.queries import letter
from engagements.queries import meetings as queries
from engagements.views.common import (
    ACTION_ERRORS,
    personal_findings,
    posted_version,
    saved,
    sentences_of,
    show_refusal,
    status_of,
)
from engagements.views.interactions import interaction_or_404, own_clusters_first
from engagements.views.plans import SECTION

METHODS = ["GET", "HEAD", "POST"]


@require_safe
@guarded_by(Interaction, AgendaItem)
def meeting_record(request):
    """The cluster's own meetings, each with the share of its agenda on human rights, and the last twelve months."""
    clusters, own = own_clusters_first(request.user)
    cluster = chosen_of(request, clusters)
    if cluster is None:
        raise Http404
    create = reverse("engagements:interaction-create")
    context = {
        **SECTION,
        "cluster": cluster,
        "record": queries.meeting_record(request.user, cluster, request.GET.get("page")),
        "may_record": cluster.pk in own,
        "create_url": f"{create}?cluster={cluster.pk}&kind={InteractionKind.CLUSTER_MEETING}",
    }
    return render(request, "engagements/meetings/record.html", context)


# --- Agenda ------------------------------------------------------------------------------------------------------


@require_http_methods(METHODS)
@guarded_by(Interaction, AgendaItem, MeetingNote, AdvocacyIssue, HctBriefing, LetterStep)
def agenda(request, pk):
    """Agenda, notes and points of one meeting; POST adds an item."""
    row = interaction_or_404(request, pk)
    if request.method != "POST":
        return _page(request, row, AgendaItemForm())
    form = AgendaItemForm(request.POST)
    if not form.is_valid():
        return _page(request, row, form, status=422)
    try:
        agenda_actions.add_agenda_item(interaction=row, by=request.user, **form.cleaned_data)
    except ACTION_ERRORS as error:
        return _page(request, row, form, status=show_refusal(form, error))
    saved(request)
    return redirect(f"{_agenda_url(row)}#add")


def _agenda_url(row):
    return reverse("engagements:interaction-agenda", args=[row.pk])


def _page(request, row, form, *, problem=None, status=200):
    items = queries.agenda_of(request.user, row)
    roles = policy.roles_in(request.user, row.cluster)
    may_change = policy.can_change_interaction(request.user, roles, row)
    share = rules.agenda_share(items)
    context = {
        **SECTION,
        "row": row,
        "veiled": policy.is_closed(row),
        "items": items,
        "share": share,
        "notes": queries.notes_of(request.user, row),
        "form": form,
        "may_change": may_change,
        "may_push": policy.can_advocate(roles),
        "seen_by_text": documents.seen_by_text(row),
        "problem": problem,
    }
    shows_something = (
        row.kind == InteractionKind.CLUSTER_MEETING and row.state == InteractionState.HELD and share.rights
    )
    if policy.can_plan(roles) and shows_something:
        step = letter.letter_step(rules.AGENDA_STEP)
        cited = letter.answer(request.user, row.cluster, step) if step is not None else None
        address = agenda_actions.evidence_address(row)
        context |= {
            "letter_step": step,
            "is_cited": cited is not None and any(one["address"] == address for one in cited.evidence),
        }
    return render(request, "engagements/meetings/agenda.html", context, status=status)


@require_http_methods(METHODS)
@guarded_by(Interaction, AgendaItem)
def agenda_item(request, pk, item_pk):
    """Change an item, move it, take it off."""
    row = interaction_or_404(request, pk)
    item = queries.agenda_item(request.user, row, item_pk)
    if item is None:
        raise Http404
    policy.check_can_change_interaction(request.user, row)
    stored = {name: getattr(item, name) for name in agenda_actions.FIELDS}
    act = request.POST.get("act", "save") if request.method == "POST" else ""
    form = AgendaItemForm(request.POST if act == "save" else None, initial=stored)
    context = {**SECTION, "row": row, "item": item, "form": form, "version": item.version}
    if not act:
        return render(request, "engagements/meetings/item.html", context)
    if act == "save" and not form.is_valid():
        return render(request, "engagements/meetings/item.html", context, status=422)
    try:
        _act_on_item(request, item, act, form)
    except ACTION_ERRORS as error:
        theirs = queries.agenda_item(request.user, row, item_pk)
        if theirs is None:
            return _page(request, row, AgendaItemForm(), problem=sentences_of(error), status=status_of(error))
        if act != "save":
            context |= {"problem": sentences_of(error), "item": theirs, "version": theirs.version}
            return render(request, "engagements/meetings/item.html", context, status=status_of(error))
        # What the other saved stands beside the typed words; saving once more is then a decision.
        context |= {"version": theirs.version, "theirs": theirs}
        return render(request, "engagements/meetings/item.html", context, status=show_refusal(form, error))
    saved(request)
    return redirect(f"{_agenda_url(row)}#agenda-head")


def _act_on_item(request, item, act, form):
    lock = {"item": item, "by": request.user}
    match act:
        case "save":
            agenda_actions.edit_agenda_item(**lock, expected_version=posted_version(request), **form.cleaned_data)
        case "up" | "down":
            agenda_actions.move_agenda_item(**lock, direction=act)
        case "remove":
            agenda_actions.remove_agenda_item(**lock, expected_version=posted_version(request))
        case _:
            raise ValidationError(_("Choose what to do with this item."))


@require_POST
@guarded_by(Interaction, LetterStep)
def to_letter(request, pk):
    """Put the meeting among the evidence of the letter's step on agendas."""
    row = interaction_or_404(request, pk)
    try:
        agenda_actions.cite_in_letter(interaction=row, by=request.user)
    except ACTION_ERRORS as error:
        return _page(request, row, AgendaItemForm(), problem=sentences_of(error), status=status_of(error))
    saved(request, _("The meeting stands among the evidence of the letter’s step."))
    return redirect(_agenda_url(row))


# --- Notes -------------------------------------------------------------------------------------------------------


@require_http_methods(METHODS)
@guarded_by(Interaction, MeetingNote)
def note_create(request, pk):
    """Write a note or an advocacy point; restricted unless one says otherwise."""
    row = interaction_or_404(request, pk)
    policy.check_can_change_interaction(request.user, row)
    kind = request.GET.get("kind", "")
    form = NoteForm(request.POST if request.method == "POST" else None, initial={"kind": kind or "note"})
    context = {**SECTION, "row": row, "note": None, "form": form}
    if request.method != "POST":
        return render(request, "engagements/meetings/note.html", context)
    if not form.is_valid():
        return render(request, "engagements/meetings/note.html", context, status=422)
    try:
        note_actions.write_note(interaction=row, by=request.user, **form.cleaned_data)
    except ACTION_ERRORS as error:
        return render(request, "engagements/meetings/note.html", context, status=show_refusal(form, error))
    saved(request)
    return redirect(f"{_agenda_url(row)}#notes-head")


def _note_or_404(request, row, pk):
    return found_or_404(queries.note_of(request.user, row, pk))


@require_http_methods(METHODS)
@guarded_by(Interaction, MeetingNote)
def note_edit(request, pk, minute_pk):
    """Change one. Somebody quicker: 409, the typed text stays."""
    row = interaction_or_404(request, pk)
    note = _note_or_404(request, row, minute_pk)
    policy.check_can_change_note(request.user, note)
    stored = {name: getattr(note, name) for name in ("kind", "text", "exposure")}
    form = NoteForm(request.POST if request.method == "POST" else None, initial=stored)
    context = {**SECTION, "row": row, "note": note, "form": form, "version": note.version}
    context["findings"] = personal_findings(note.text)
    if request.method != "POST":
        return render(request, "engagements/meetings/note.html", context)
    if not form.is_valid():
        return render(request, "engagements/meetings/note.html", context, status=422)
    try:
        note_actions.edit_note(
            note=note, expected_version=posted_version(request), by=request.user, **form.cleaned_data
        )
    except ACTION_ERRORS as error:
        theirs = queries.note_of(request.user, row, minute_pk)
        if theirs is None:
            return _page(request, row, AgendaItemForm(), problem=sentences_of(error), status=status_of(error))
        context |= {"version": theirs.version, "note": theirs, "theirs": theirs if status_of(error) == 409 else None}
        return render(request, "engagements/meetings/note.html", context, status=show_refusal(form, error))
    saved(request)
    return redirect(f"{_agenda_url(row)}#notes-head")


@require_POST
@guarded_by(Interaction, MeetingNote, AdvocacyIssue, HctBriefing)
def note_push(request, pk, minute_pk):
    """Bring an advocacy point to an issue, to a new issue, or to a briefing of the country team."""
    row = interaction_or_404(request, pk)
    note = _note_or_404(request, row, minute_pk)
    lock = {"note": note, "expected_version": posted_version(request), "by": request.user}
    try:
        _push(request, lock)
    except ACTION_ERRORS as error:
        return _page(request, row, AgendaItemForm(), problem=sentences_of(error), status=status_of(error))
    saved(request, _("The point has gone on to the list."))
    return redirect(f"{_agenda_url(row)}#note-{note.pk}")


def _push(request, lock):
    match request.POST.get("to", ""):
        case "new_issue":
            note_actions.push_to_issue(**lock)
        case "issue":
            issue = queries.issue_of(request.user, number_in(request.POST.get("issue")) or 0)
            if issue is None:
                raise ValidationError(_("Choose an issue."))
            note_actions.push_to_issue(**lock, issue=issue)
        case "briefing":
            briefing = queries.briefing_of(request.user, number_in(request.POST.get("briefing")) or 0)
            if briefing is None:
                raise ValidationError(_("Choose a briefing."))
            note_actions.push_to_briefing(**lock, briefing=briefing)
        case _:
            raise ValidationError(_("Choose where the point goes."))
