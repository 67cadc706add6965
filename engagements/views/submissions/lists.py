"""The list of submissions, and a new one on a plan line."""

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from calendar_app.enums import EntryKind
from core.errors import Refused
from core.policy import guarded_by
from engagements import policy, rules
from engagements.actions import submissions as actions
from engagements.enums import Exposure, SignRole, Status, SubmissionKind
from engagements.forms.submissions import SubmissionForm
from engagements.models import PlanLine, Section, Submission
from engagements.queries import submissions as queries
from engagements.queries.approval import demands_on
from engagements.queries.gates.doors import closed_kinds
from engagements.queries.plans import about_text
from engagements.views.offers import offer_of
from engagements.views.submissions.common import STATUS_TONES, refuse
from mechanisms.enums import Family

PAGE_SIZE = 30


@require_GET
@guarded_by(Submission, Section)
def submission_list(request):
    wanted = request.GET.get("status", "open")
    if wanted not in {"open", "all", *Status.values}:
        raise Http404
    rows = queries.submission_list(request.user, status="" if wanted == "all" else wanted)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    page.object_list = queries.with_words(request.user, page.object_list)
    for submission in page.object_list:
        submission.tone = STATUS_TONES[submission.status]
    chips = [("open", _("Open")), *Status.choices, ("all", _("All"))]
    context = {
        "section": "submissions",
        "page": page,
        "chips": chips,
        "wanted": wanted,
        "can_add": queries.lines_for_submissions(request.user).exists(),
    }
    return render(request, "engagements/submission_list.html", context)


_LIKELY_KIND = {
    Family.UPR: SubmissionKind.UPR_MID_TERM,
    Family.TREATY_BODY: SubmissionKind.TREATY_BODY,
    Family.SPECIAL_PROCEDURE: SubmissionKind.SPECIAL_PROCEDURE,
    Family.HRC: SubmissionKind.STATEMENT,
    Family.INVESTIGATION: SubmissionKind.INVESTIGATION,
}
# Dates of the UPR before which a contribution to the review itself is due.
_REVIEW_DATES = (EntryKind.REVIEW, EntryKind.NEXT_REVIEW, EntryKind.SUBMISSION)


def _likely_kind(line):
    """What is probably written on this line: before a review of the UPR the cluster's own contribution to it."""
    if line.entry is not None and line.entry.kind in _REVIEW_DATES and line.mechanism.family == Family.UPR:
        return SubmissionKind.UPR_SINGLE
    return _LIKELY_KIND.get(line.mechanism.family, SubmissionKind.BRIEFING)


def _about(line):
    """When it is where no day is announced: a month must not look like its first day."""
    return about_text(line.entry) if line.entry is not None else ""


@require_GET
@guarded_by(PlanLine)
def submission_choose(request):
    """A submission begins on a plan line: these are the ones."""
    lines = list(queries.lines_for_submissions(request.user)[:100])
    for line in lines:
        line.about = _about(line)
    return render(request, "engagements/submission_choose.html", {"section": "submissions", "lines": lines})


def _kind_to_begin(request, line):
    """The kind that the address names ("Draft one" beside statements), where it fits the mechanism; else the likely
    one."""
    wanted = request.GET.get("kind", "")
    if wanted in SubmissionKind.values and rules.kind_fits(wanted, line.mechanism.family):
        return SubmissionKind(wanted)
    return _likely_kind(line)


@require_http_methods(["GET", "POST"])
@guarded_by(PlanLine, Submission)
def submission_create(request, line_pk):
    line = get_object_or_404(queries.lines_for_submissions(request.user), pk=line_pk)
    kind = _kind_to_begin(request, line)
    requirements = queries.requirements_for(line.mechanism, kind)
    options = {"plan_line": line, "requirements": requirements, "user": request.user}
    status, offer = 200, None
    if request.method == "POST":
        form = SubmissionForm(request.POST, **options)
        if form.is_valid():
            try:
                submission = actions.create_submission(plan_line=line, by=request.user, **form.cleaned_data)
            except (Refused, ValidationError) as error:
                status = refuse(form, error)
                offer = offer_of(error, line.cluster, line)
            else:
                return redirect("engagements:submission-detail", submission.pk)
        else:
            status = 422
    else:
        closed = line.exposure if line.exposure in policy.NAMED_MARKS else Exposure.RESTRICTED
        form = SubmissionForm(
            **options,
            initial={
                "kind": kind,
                "title": "" if line.exposure in policy.NAMED_MARKS else line.title,
                "language": line.cluster.working_language or "en",
                "exposure": closed,
                "requirement": requirements[0].pk if requirements else None,
                # `create_submission` adds what the cluster's protocol asks; the form says so beforehand.
                "required_sign_offs": [SignRole.COORDINATOR, *([SignRole.SAG] if demands_on(line).sag else [])],
            },
        )
    context = {
        "section": "submissions",
        "form": form,
        "line": line,
        "is_neutral": line.exposure in policy.NAMED_MARKS,
        "closed": closed_kinds(request.user, line),
        "offer": offer,
        "about": _about(line),
    }
    return render(request, "engagements/submission_add.html", context, status=status)
