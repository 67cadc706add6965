"""The room of what stands behind a text."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.acting import act_on
from core.documents import nodes
from core.documents.markup import parse
from core.policy import guarded_by
from engagements import policy
from engagements.actions import evidence as actions
from engagements.forms.texts import EvidenceForm
from engagements.models import EvidenceNote, Section, Submission
from engagements.queries import submissions as submission_queries
from engagements.queries import texts as queries
from engagements.queries.comments import quotes_of
from engagements.views.common import ACTION_ERRORS, posted_version, saved
from engagements.views.texts.common import posted, refused, room


@require_http_methods(["GET", "POST"])
@guarded_by(Submission, EvidenceNote, Section)
def evidence_list(request, pk):
    """All notes of a text by section; POST adds one."""
    submission = submission_queries.submission_detail(request.user, pk)
    policy.check_can_keep_evidence(request.user, submission)
    sections = submission_queries.sections_with_text(request.user, submission)
    initial = {"section": request.GET.get("section", ""), "paragraph": request.GET.get("paragraph", "")[:200]}
    form = EvidenceForm(posted(request), sections=sections, initial=initial)

    def write(data):
        note = actions.add_evidence(submission=submission, by=request.user, **data)
        saved(request, _("The note is kept. It never leaves the portal."))
        return redirect(f"{reverse('engagements:evidence-list', args=[pk])}#evidence-{note.pk}")

    answer, status = act_on(form, write)
    if answer:
        return answer
    notes = queries.evidence_of(request.user, submission)
    context = room(request, submission, "evidence")
    context |= {"form": form, "groups": _groups(notes, sections), "notes": notes}
    return render(request, "engagements/texts/evidence.html", context, status=status)


def _groups(notes, sections):
    """[(section or None, notes)] in the order of the text, what stands behind the whole of it first."""
    whole = [note for note in notes if note.section_id is None]
    for note in whole:
        note.is_lost = bool(note.paragraph)
    groups = [(None, whole)] if whole else []
    following = 1
    for section in sections:
        blocks = parse(section.body)
        if section.is_sent:
            blocks, following = nodes.number_paragraphs(blocks, following)
        here = [note for note in notes if note.section_id == section.pk]
        if here:
            groups.append((section, queries.place_evidence(here, blocks, quotes_of(blocks))))
    return groups


@require_http_methods(["GET", "POST"])
@guarded_by(Submission, EvidenceNote, Section)
def evidence_edit(request, pk, note_pk):
    """Change or remove a note. Somebody quicker: 409, the typed text stays."""
    submission = submission_queries.submission_detail(request.user, pk)
    note = queries.evidence_note(request.user, submission, note_pk)
    policy.check_can_keep_evidence(request.user, submission)
    back_url = reverse("engagements:evidence-list", args=[pk])
    if request.POST.get("do") == "remove":
        try:
            actions.remove_evidence(note=note, expected_version=posted_version(request), by=request.user)
        except ACTION_ERRORS as error:
            return refused(request, submission, error, back_url)
        saved(request, _("The note is gone."))
        return redirect(back_url)
    sections = submission_queries.sections_with_text(request.user, submission)
    initial = {"section": note.section_id or "", "paragraph": note.paragraph, "kind": note.kind, "text": note.text}
    form = EvidenceForm(posted(request), sections=sections, initial=initial)

    def write(data):
        actions.change_evidence(note=note, expected_version=posted_version(request), by=request.user, **data)
        saved(request)
        return redirect(f"{back_url}#evidence-{note_pk}")

    answer, status = act_on(form, write)
    if answer:
        return answer
    if form.is_bound:
        note = queries.evidence_note(request.user, submission, note_pk)
    context = room(request, submission, "evidence") | {"form": form, "note": note}
    return render(request, "engagements/texts/evidence_edit.html", context, status=status)
