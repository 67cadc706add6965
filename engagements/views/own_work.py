"""The own work around a review and a session: parts that the calendar's pages fetch, and pages by a link."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from calendar_app.models import Session
from calendar_app.queries import reader_of
from calendar_app.queries.reviews import visible_review
from clusters.enums import INSIDE_ROLES
from clusters.queries import running_memberships
from core.policy import guarded_by
from engagements.models import Interaction, PlanLine, Submission
from engagements.queries import own_work
from engagements.views.plans import SECTION


def _work_page(request, context):
    is_part = request.headers.get("HX-Request") == "true"
    page = "engagements/own_work_part.html" if is_part else "engagements/own_work.html"
    return render(request, page, {**SECTION, **context})


@require_safe
@guarded_by(PlanLine, Submission, Interaction, Session)
def review_work(request, pk):
    """Open to whoever sees the review; it holds what she sees of plans and contacts, and nothing else."""
    reader = reader_of(request.user)
    review = visible_review(reader, pk)
    if review is None:
        raise Http404
    context = {
        "about": str(review),
        "back_url": reverse("calendar:review-detail", args=[pk]),
        "work": own_work.work_on_review(request.user, review),
        "plan_url": f"{reverse('engagements:line-create')}?review={pk}" if reader.leads(review.country_id) else "",
    }
    if _belongs(request.user, review.country_id):
        context["record_url"] = f"{reverse('engagements:interaction-create')}?review={pk}"
        context["list_url"] = f"{reverse('engagements:interaction-list')}?review={pk}"
    return _work_page(request, context)


def _belongs(user, country_code):
    """Whether she belongs to a cluster of the country, and may record whom she met; an OHCHR partner does not."""
    held = [each for each in running_memberships(user) if each.role in INSIDE_ROLES]
    return any(each.cluster.country_id == country_code for each in held)


@require_safe
@guarded_by(PlanLine, Submission, Interaction, Session)
def session_work(request, pk):
    """The same for a session; drafts of sessions are the Task Team's."""
    session = own_work.session_to_work_on(reader_of(request.user), pk)
    if session is None:
        raise Http404
    context = {
        "about": str(session),
        "back_url": reverse("calendar:session-detail", args=[pk]),
        "work": own_work.work_on_session(request.user, session),
    }
    return _work_page(request, context)
