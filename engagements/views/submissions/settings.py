"""What a submission is, who may know, and the people named on it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from clusters.models import User
from core.acting import number_in
from core.errors import Refused
from core.policy import guarded_by
from engagements import policy, workflow
from engagements.actions import submissions as actions
from engagements.forms.submissions import (
    MarkForm,
    PersonForm,
    SubmissionEditForm,
)
from engagements.models import Submission, SubmissionReader
from engagements.queries import submissions as queries
from engagements.views.common import sentences_of
from engagements.views.offers import offer_of
from engagements.views.submissions.common import is_neutral, refuse


@require_http_methods(["GET", "POST"])
@guarded_by(Submission, SubmissionReader)
def submission_edit(request, pk):
    submission = queries.submission_detail(request.user, pk)
    asked = request.POST.get("form", "") if request.method == "POST" else ""
    initial = {
        "title": submission.title,
        "language": submission.language,
        "requirement": submission.requirement_id,
        "required_sign_offs": submission.required_sign_offs,
        "drafting": submission.drafting,
        "draft_of": submission.draft_of,
        "speaking_minutes": submission.speaking_minutes,
        "names_authors": submission.names_authors,
        "version": submission.version,
    }
    status, offer = 200, None
    form = SubmissionEditForm(request.POST if asked == "about" else None, submission=submission, initial=initial)
    mark = MarkForm(
        request.POST if asked == "mark" else None,
        initial={"exposure": submission.exposure, "version": submission.version},
        prefix="mark",
    )
    person = PersonForm(
        request.POST if asked == "name" else None, cluster=submission.plan_line.cluster, prefix="person"
    )
    try:
        if asked == "about" and form.is_valid():
            data = dict(form.cleaned_data)
            version = data.pop("version")
            actions.edit_submission(submission=submission, expected_version=version, by=request.user, **data)
            return _back_to_settings(request, submission)
        if asked == "mark" and mark.is_valid():
            data = mark.cleaned_data
            actions.change_submission_mark(
                submission=submission, exposure=data["exposure"], expected_version=data["version"], by=request.user
            )
            return _back_to_settings(request, submission)
        if asked == "name" and person.is_valid():
            actions.name_submission_person(submission=submission, by=request.user, **person.cleaned_data)
            return _back_to_settings(request, submission)
        if asked == "unname":
            taken_off = get_object_or_404(User, pk=number_in(request.POST.get("user")))
            actions.unname_submission_person(submission=submission, person=taken_off, by=request.user)
            return _back_to_settings(request, submission)
        if asked:
            status = 422
    except (Refused, ValidationError) as error:
        failed = {"about": form, "mark": mark, "name": person}.get(asked)
        if failed is None:
            messages.error(request, sentences_of(error)[0])
            return redirect("engagements:submission-edit", submission.pk)
        status = refuse(failed, error)
        offer = offer_of(error, submission.plan_line.cluster, submission.plan_line)
        submission = queries.submission_detail(request.user, pk)
    standings = policy.standings(request.user, submission)
    named = queries.readers(request.user, submission)
    context = {
        "section": "submissions",
        "submission": submission,
        "is_neutral": is_neutral(submission),
        "form": form,
        "mark": mark,
        "person": person,
        "named": named,
        "offer": offer,
        "seen_by": queries.seen_by_text(submission, named),
        "can_lead": workflow.Standing.LEAD in standings,
        "can_write": submission.status in workflow.WRITABLE and workflow.Standing.WRITER in standings,
    }
    return render(request, "engagements/submission_edit.html", context, status=status)


def _back_to_settings(request, submission):
    messages.success(request, _("Saved."))
    return redirect("engagements:submission-edit", submission.pk)
