"""The room of those who submit, and of who wrote which section."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from clusters.queries import member_organisations
from core.acting import act_on
from core.policy import guarded_by
from engagements import documents
from engagements.actions import joint as actions
from engagements.forms.texts import SubmittingForm
from engagements.models import Section, Submission, SubmittingOrganisation
from engagements.queries import submissions as submission_queries
from engagements.queries import texts as queries
from engagements.views.common import ACTION_ERRORS, saved
from engagements.views.texts.common import posted, refused, room


@require_http_methods(["GET", "POST"])
@guarded_by(Submission, SubmittingOrganisation, Section)
def submitting_list(request, pk):
    """Organisations in order and the cover they make; POST adds one."""
    submission = submission_queries.submission_detail(request.user, pk)
    cluster = submission.plan_line.cluster
    known = list(member_organisations(request.user, cluster))
    form = SubmittingForm(posted(request), organisations=known)

    def write(data):
        actions.add_submitting_organisation(submission=submission, by=request.user, **data)
        saved(request)
        return redirect("engagements:submitting-list", pk)

    answer, status = act_on(form, write)
    if answer:
        return answer
    rows = queries.submitting_organisations(request.user, submission)
    context = room(request, submission, "organisations")
    context |= {
        "form": form,
        "rows": rows,
        "cover": documents.submitted_by(cluster, rows, submission.language),
        "sections": submission_queries.sections_with_text(request.user, submission),
        "known": known,
    }
    return render(request, "engagements/texts/organisations.html", context, status=status)


@require_POST
@guarded_by(Submission, SubmittingOrganisation)
def submitting_act(request, pk, row_pk):
    """Name or un-name on the cover, move, take off."""
    submission = submission_queries.submission_detail(request.user, pk)
    row = queries.submitting_organisation(request.user, submission, row_pk)
    act = request.POST.get("do", "")
    try:
        match act:
            case "name" | "unname":
                actions.name_submitting_organisation(row=row, is_named=act == "name", by=request.user)
            case "up" | "down":
                actions.move_submitting_organisation(row=row, direction=act, by=request.user)
            case "remove":
                actions.remove_submitting_organisation(row=row, by=request.user)
            case _other:
                raise Http404
    except ACTION_ERRORS as error:
        return refused(request, submission, error, reverse("engagements:submitting-list", args=[pk]))
    return redirect("engagements:submitting-list", pk)


@require_POST
@guarded_by(Submission, Section)
def section_author(request, pk, section_pk):
    """Say which organisation wrote a section."""
    submission = submission_queries.submission_detail(request.user, pk)
    section = submission_queries.section_detail(request.user, submission, section_pk)
    wanted = request.POST.get("organisation", "")
    known = {str(row.pk): row for row in member_organisations(request.user, submission.plan_line.cluster)}
    if wanted and wanted not in known:
        raise Http404
    try:
        actions.say_who_wrote(section=section, organisation=known.get(wanted), by=request.user)
    except ACTION_ERRORS as error:
        return refused(request, submission, error, reverse("engagements:submitting-list", args=[pk]))
    saved(request, _("Saved."))
    return redirect(f"{reverse('engagements:submitting-list', args=[pk])}#authors-head")
