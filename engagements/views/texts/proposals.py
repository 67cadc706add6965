"""The room of recommendations that a text proposes."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.acting import act_on
from core.policy import guarded_by
from engagements.actions import proposals as actions
from engagements.enums import DetailLevel
from engagements.forms.texts import ProposalForm
from engagements.models import ProposedRecommendation, Section, Submission
from engagements.queries import submissions as submission_queries
from engagements.queries import texts as queries
from engagements.rules.results import typical_words
from engagements.views.common import ACTION_ERRORS, posted_version, saved
from engagements.views.texts.common import posted, refused, room
from mechanisms.enums import Family


def level_for(family):
    """How detailed recommendations to a mechanism are as a rule (guide 6, 002:196-204): peers speak broadly, experts
    in detail."""
    return DetailLevel.BROAD if family in (Family.UPR, Family.HRC) else DetailLevel.DETAILED


@require_http_methods(["GET", "POST"])
@guarded_by(Submission, ProposedRecommendation, Section)
def proposal_list(request, pk):
    """The list in order; POST adds one."""
    submission = submission_queries.submission_detail(request.user, pk)
    level = level_for(submission.plan_line.mechanism.family)
    form = ProposalForm(posted(request), initial={"detail": level})

    def write(data):
        row = actions.add_proposal(submission=submission, by=request.user, **data)
        saved(request, _("Added to the list."))
        return redirect(f"{reverse('engagements:proposal-list', args=[pk])}#proposal-{row.pk}")

    answer, status = act_on(form, write)
    if answer:
        return answer
    context = room(request, submission, "proposals")
    sections = submission_queries.sections_with_text(request.user, submission)
    rows = queries.proposals_of(request.user, submission)
    for row in rows:
        row.stands_in = next((section.heading for section in sections if row.text in section.body), "")
    context |= {
        "form": form,
        "rows": rows,
        "sections": [section for section in sections if section.is_sent],
        "likely_pk": next((one.pk for one in sections if one.key.endswith("recommendations")), None),
        "level": level.label,
        "is_broad": level == DetailLevel.BROAD,
        "words": typical_words(submission.plan_line.mechanism.family),
    }
    return render(request, "engagements/texts/proposals.html", context, status=status)


@require_http_methods(["GET", "POST"])
@guarded_by(Submission, ProposedRecommendation)
def proposal_edit(request, pk, proposal_pk):
    """Change, move or remove one. Somebody quicker: 409, the typed text stays."""
    submission = submission_queries.submission_detail(request.user, pk)
    row = queries.proposal(request.user, submission, proposal_pk)
    back_url = reverse("engagements:proposal-list", args=[pk])
    act = request.POST.get("do", "")
    if act in ("up", "down", "remove"):
        try:
            if act == "remove":
                actions.remove_proposal(proposal=row, expected_version=posted_version(request), by=request.user)
            else:
                actions.move_proposal(proposal=row, direction=act, by=request.user)
        except ACTION_ERRORS as error:
            return refused(request, submission, error, back_url)
        return redirect(back_url)
    form = ProposalForm(posted(request), initial={"text": row.text, "detail": row.detail})

    def write(data):
        actions.change_proposal(proposal=row, expected_version=posted_version(request), by=request.user, **data)
        saved(request)
        return redirect(f"{back_url}#proposal-{proposal_pk}")

    answer, status = act_on(form, write)
    if answer:
        return answer
    if form.is_bound:
        row = queries.proposal(request.user, submission, proposal_pk)
    context = room(request, submission, "proposals") | {"form": form, "row": row}
    return render(request, "engagements/texts/proposal_edit.html", context, status=status)


@require_POST
@guarded_by(Submission, ProposedRecommendation, Section)
def proposal_write(request, pk):
    """Put the list below the text of a section."""
    submission = submission_queries.submission_detail(request.user, pk)
    wanted = request.POST.get("section", "")
    number = int(wanted) if wanted.isascii() and wanted.isdecimal() and len(wanted) < 10 else 0
    section = submission_queries.section_detail(request.user, submission, number)
    try:
        actions.write_proposals(section=section, by=request.user)
    except ACTION_ERRORS as error:
        return refused(request, submission, error, reverse("engagements:proposal-list", args=[pk]))
    saved(request, _("The proposals stand in the section now."))
    return redirect("engagements:section-detail", pk, section.pk)
