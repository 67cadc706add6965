"""The do-no-harm check of a text: each finding with its place, why it may harm, and what was said to it."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.documents import nodes
from core.errors import Refused
from core.policy import guarded_by
from engagements import policy, workflow
from engagements.actions import findings as actions
from engagements.forms.clearing import JustifyForm
from engagements.models import FindingAnswer, Section, Submission
from engagements.queries import submissions as queries
from engagements.queries.harm import harm_findings
from engagements.views.common import saved, sentences_of, status_of
from engagements.views.submissions.common import STATUS_TONES, is_neutral


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(Submission, Section, FindingAnswer)
def finding_list(request, pk):
    """GET shows the check of the text as it stands; POST justifies one finding or takes a justification back."""
    submission = queries.submission_detail(request.user, pk)
    if request.method != "POST":
        return _page(request, submission)
    if request.POST.get("act") == "reopen":
        return _reopen(request, submission)
    fingerprint = request.POST.get("finding", "")
    form = JustifyForm(request.POST)
    if not form.is_valid():
        return _page(request, submission, failed=(fingerprint, form), status=422)
    try:
        actions.justify_finding(
            submission=submission, fingerprint=fingerprint, reason=form.cleaned_data["reason"], by=request.user
        )
    except (Refused, ValidationError) as error:
        # The typed reason stays in the form, also where the words have gone meanwhile.
        for sentence in sentences_of(error):
            form.add_error("reason", sentence)
        return _page(request, submission, failed=(fingerprint, form), status=status_of(error))
    saved(request, _("Justified. The reason holds as long as these words stand in this section."))
    return redirect("engagements:finding-list", pk)


def _reopen(request, submission):
    number = request.POST.get("answer", "")
    if not (number.isascii() and number.isdecimal() and len(number) < 10):
        raise Http404
    answer = FindingAnswer.objects.visible_to(request.user).filter(submission=submission, pk=number).first()
    if answer is None:
        raise Http404
    try:
        actions.reopen_finding(submission=submission, answer=answer, by=request.user)
    except Refused as error:
        return _page(request, submission, problem=sentences_of(error), status=status_of(error))
    saved(request, _("The justification is taken back. The finding waits again."))
    return redirect("engagements:finding-list", submission.pk)


def _page(request, submission, *, failed=None, problem=(), status=200):
    found, old = harm_findings(request.user, submission)
    fingerprint, form = failed or ("", None)
    for one in found:
        one.form = form if one.fingerprint == fingerprint else JustifyForm()
        one.is_failed = one.fingerprint == fingerprint
    known = {one.fingerprint for one in found}
    if form is not None and fingerprint not in known:
        problem = [*problem, *form.errors.get("reason", [])]
    standings = policy.standings(request.user, submission)
    context = {
        "section": "submissions",
        "submission": submission,
        "is_neutral": is_neutral(submission),
        "tone": STATUS_TONES[submission.status],
        "waiting": [one for one in found if one.answer is None],
        "justified": [one for one in found if one.answer is not None],
        "void": old,
        "direction_of_text": nodes.direction_of(submission.language),
        "can_justify": policy.can_justify_as(standings, submission),
        "can_write": submission.status in workflow.WRITABLE and workflow.Standing.WRITER in standings,
        # The typed reason is not lost when its finding is gone.
        "orphan": form["reason"].value() if form is not None and fingerprint not in known else "",
        "problem": problem,
    }
    return render(request, "engagements/clearing/findings.html", context, status=status)
