"""What belongs to a text beside its words: evidence, organisations that submit, proposed recommendations."""

from django.shortcuts import get_object_or_404

from engagements.models import EvidenceNote, ProposedRecommendation, SubmittingOrganisation
from engagements.rules.anchors import place_of


def evidence_of(user, submission, *, section=None):
    """Evidence notes of a submission, or of one section, in the order they were written. One query."""
    rows = EvidenceNote.objects.visible_to(user).filter(submission=submission)
    if section is not None:
        rows = rows.filter(section=section)
    return list(rows.select_related("written_by", "section").order_by("pk"))


def evidence_note(user, submission, pk):
    rows = EvidenceNote.objects.visible_to(user).filter(submission=submission).select_related("section")
    note = get_object_or_404(rows, pk=pk)
    note.submission = submission
    return note


def place_evidence(notes, blocks, quotes):
    """Say of notes about one section at which numbered paragraph they stand: `number`, or `is_lost` where the
    paragraph is no longer there. `quotes`: how each of `blocks` begins."""
    for note in notes:
        index = place_of(note.paragraph, quotes)
        note.number = getattr(blocks[index], "number", None) if index is not None else None
        note.is_lost = bool(note.paragraph) and index is None
    return notes


def proposals_of(user, submission):
    """Proposed recommendations in order. One query."""
    rows = ProposedRecommendation.objects.visible_to(user).filter(submission=submission)
    return list(rows.order_by("position", "pk"))


def proposal(user, submission, pk):
    rows = ProposedRecommendation.objects.visible_to(user).filter(submission=submission)
    row = get_object_or_404(rows, pk=pk)
    row.submission = submission
    return row


def submitting_organisations(user, submission):
    """The organisations that submit, in order. One query."""
    rows = SubmittingOrganisation.objects.visible_to(user).filter(submission=submission)
    return list(rows.select_related("organisation").order_by("position", "pk"))


def submitting_organisation(user, submission, pk):
    rows = SubmittingOrganisation.objects.visible_to(user).filter(submission=submission)
    row = get_object_or_404(rows.select_related("organisation"), pk=pk)
    row.submission = submission
    return row
