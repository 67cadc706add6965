"""The part of the walk's world that belongs to a text beside its words."""

from clusters.models import Organisation
from engagements.actions.evidence import add_evidence
from engagements.models import ProposedRecommendation, Section, Submission, SubmittingOrganisation


def add_texts(world):
    """Evidence, a proposed recommendation and who submits, on the confidential text that has gone out."""
    submission = world.things["submission"]
    section = Section.objects.visible_to(world.owner).filter(submission=submission).first()
    world.things["evidence"] = add_evidence(
        submission=submission,
        section=section,
        paragraph=world.word("evidence", "paragraph"),
        kind="report",
        text=world.word("evidence", "text"),
        by=world.owner,
    )
    # A text that has gone out takes no more of these; they stood there before.
    world.things["proposal"] = ProposedRecommendation.objects.create(
        submission=submission, text=world.word("proposal", "text"), detail="broad", position=1
    )
    world.things["submitting"] = SubmittingOrganisation.objects.create(
        submission=submission, organisation=Organisation.objects.create(name="One that submits"), position=1
    )
    Submission.objects.visible_to(world.owner).filter(pk=submission.pk).update(
        drafting="contribution", draft_of=world.word("submission", "draft_of")
    )
