"""Contributions, for those who hold the pen: who is asked, what came in, one press to take it into the text."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core import clock
from core.acting import number_in
from core.policy import guarded_by
from engagements import policy, rules, workflow
from engagements.actions import contributions as actions
from engagements.actions import merging
from engagements.enums import AskedBy
from engagements.forms.contributions import AskContributionForm
from engagements.forms.plans import add_action_errors
from engagements.models import ContributionParagraph, ContributionRequest, Section, Submission
from engagements.notices.contributions import mail_link
from engagements.queries import contributions as queries
from engagements.queries import submissions as submission_queries
from engagements.views.comments import head
from engagements.views.common import ACTION_ERRORS, posted_version, saved, sentences_of, status_of
from engagements.views.offers import offer_of
from stakeholders.queries import advisers_on

STATE_TONES = {
    "asked": "neutral",
    "writing": "neutral",
    "sent": "warn",
    "settled": "ok",
    "expired": "danger",
    "revoked": "neutral",
}


def _page(request, submission, *, problem="", offer=None, status=200, kept=None):
    """The room; after a refused act with its sentence and what was typed (`kept`: paragraph and reason)."""
    user = request.user
    asked = queries.requests_of(user, submission)
    sections = submission_queries.sections_with_text(user, submission)
    headings = {section.pk: section for section in sections}
    for one in asked:
        one.tone = STATE_TONES[one.state.value]
        known = [headings[part["section"]] for part in one.request.sections if part["section"] in headings]
        one.headings = [section.heading for section in known]
        for paragraph in one.paragraphs:
            paragraph.findings = rules.check_personal_data(paragraph.text)[:5]
            paragraph.target = headings.get(paragraph.section_id)
            paragraph.kept_reason = kept[1] if kept and kept[0] == paragraph.pk else ""
    standings = policy.standings(user, submission)
    context = head(request, submission) | {
        "asked": asked,
        "sections": sections,
        "thanks": queries.credits_of(user, submission),
        "is_writer": workflow.Standing.WRITER in standings,
        "can_write": workflow.Standing.WRITER in standings and policy.takes_contributions(submission),
        "problem": problem,
        "offer": offer,
    }
    return render(request, "engagements/contributions/room.html", context, status=status)


@require_GET
@guarded_by(Submission, ContributionRequest, ContributionParagraph)
def contribution_list(request, pk):
    return _page(request, submission_queries.submission_detail(request.user, pk))


@require_GET
@guarded_by(Submission, ContributionRequest, ContributionParagraph)
def contribution_all(request, pk):
    """All paragraphs by section, with the names that were allowed, or without any."""
    submission = submission_queries.submission_detail(request.user, pk)
    sections = submission_queries.sections_with_text(request.user, submission)
    context = head(request, submission) | {
        "groups": queries.consolidated(request.user, submission, sections),
        "thanks": queries.credits_of(request.user, submission),
        "without_names": request.GET.get("names") == "0",
    }
    return render(request, "engagements/contributions/consolidated.html", context)


@require_http_methods(["GET", "POST"])
@guarded_by(Submission, Section, ContributionRequest)
def contribution_ask(request, pk):
    submission = submission_queries.submission_detail(request.user, pk)
    policy.check_can_write(request.user, submission)
    organisations, here = queries.organisations_to_ask(request.user, submission)
    options = {
        "organisations": organisations,
        "here": here,
        "sections": submission_queries.sections_with_text(request.user, submission),
    }
    status, offer = 200, None
    if request.method == "POST":
        form, status = AskContributionForm(request.POST, **options), 422
        if form.is_valid():
            try:
                asked, secret = actions.ask_contribution(submission=submission, by=request.user, **form.cleaned_data)
            except ValidationError as error:
                add_action_errors(form, error)
            except ACTION_ERRORS as error:
                form.add_error(None, sentences_of(error)[0])
                status = status_of(error)
                offer = offer_of(error, submission.plan_line.cluster, submission.plan_line)
            else:
                return _asked(request, submission, asked, secret)
    else:
        wanted = request.GET.get("section", "")
        initial = {"language": submission.language, "way": AskedBy.ACCOUNT, "sections": [wanted] if wanted else []}
        if (organisation := number_in(request.GET.get("organisation"))) in {one.pk for one in organisations}:
            initial["organisation"] = organisation
        form = AskContributionForm(initial=initial, **options)
    context = head(request, submission) | {
        "form": form,
        "offer": offer,
        "advisers": advisers_on(request.user, submission.plan_line.cluster, clock.day_of(request.user)),
        "ask_url": request.path,
    }
    return render(request, "engagements/contributions/ask.html", context, status=status)


@sensitive_variables("secret")
def _asked(request, submission, asked, secret):
    """After the commit: a link is mailed and shown this once; it is kept nowhere."""
    if not secret:
        saved(request, _("%(who)s is asked.") % {"who": asked.organisation})
        return redirect("engagements:contribution-list", submission.pk)
    error = mail_link(asked, secret)
    actions.note_link_mail(request=asked, error=error, by=request.user)
    context = head(request, submission) | {"asked": asked, "secret": secret, "mail_error": error}
    response = render(request, "engagements/contributions/link.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


@require_POST
@guarded_by(Submission, ContributionRequest)
def contribution_renew(request, pk, request_pk):
    submission = submission_queries.submission_detail(request.user, pk)
    asked = queries.request_of(request.user, submission, request_pk)
    try:
        asked, secret = actions.renew_link(request=asked, by=request.user)
    except ACTION_ERRORS as error:
        offer = offer_of(error, submission.plan_line.cluster, submission.plan_line)
        return _page(request, submission, problem=sentences_of(error)[0], offer=offer, status=status_of(error))
    return _asked(request, submission, asked, secret)


@require_POST
@guarded_by(Submission, ContributionRequest)
def contribution_revoke(request, pk, request_pk):
    submission = submission_queries.submission_detail(request.user, pk)
    asked = queries.request_of(request.user, submission, request_pk)
    try:
        actions.revoke_request(request=asked, by=request.user)
    except ACTION_ERRORS as error:
        return _page(request, submission, problem=sentences_of(error)[0], status=status_of(error))
    messages.success(request, _("The request is taken back."))
    return redirect("engagements:contribution-list", pk)


@require_POST
@guarded_by(Submission, Section, ContributionParagraph)
def contribution_settle(request, pk, paragraph_pk):
    """One press takes a paragraph into the section chosen; another sets it aside with a reason."""
    submission = submission_queries.submission_detail(request.user, pk)
    paragraph = queries.paragraph_of(request.user, submission, paragraph_pk)
    act, reason = request.POST.get("act", ""), request.POST.get("reason", "")
    if act not in ("merge", "aside"):
        raise Http404
    try:
        if act == "merge":
            wanted = request.POST.get("section", "")
            number = int(wanted) if wanted.isascii() and wanted.isdecimal() and len(wanted) < 10 else 0
            section = submission_queries.section_detail(request.user, submission, number)
            merging.merge_paragraph(
                paragraph=paragraph, section=section, expected_version=posted_version(request), by=request.user
            )
            saved(request, _("The paragraph now stands at the end of “%(where)s”.") % {"where": section.heading})
        else:
            merging.set_aside_paragraph(paragraph=paragraph, reason=reason, by=request.user)
            saved(request, _("The paragraph is set aside."))
    except ACTION_ERRORS as error:
        kept = (paragraph.pk, reason)
        return _page(request, submission, problem=sentences_of(error)[0], status=status_of(error), kept=kept)
    return redirect("engagements:contribution-list", pk)
