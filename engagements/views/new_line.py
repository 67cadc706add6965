"""A new plan line: from a date, from a review, or from a mechanism without a date."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from calendar_app.models import Entry
from core.dates import day_text
from core.errors import Refused
from core.policy import guarded_by
from engagements import policy
from engagements.actions.plans import create_plan_line
from engagements.enums import Exposure, StepOwner
from engagements.forms.plans import NewLineForm, StepsForm, add_action_errors
from engagements.models import PlanLine
from engagements.queries import plans
from engagements.views.common import saved
from engagements.views.plans import SECTION, chosen_cluster
from mechanisms.models import Mechanism


def _number_or_404(text):
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise Http404
    return int(text)


def _opportunity(request, today):
    """(mechanism, entry, review) that the address names; None each where it names none. Unknown ones are a 404."""
    entry_pk, review_pk = request.GET.get("entry"), request.GET.get("review")
    mechanism_key = request.GET.get("mechanism")
    if entry_pk:
        entry = plans.entry_to_plan_for(request.user, _number_or_404(entry_pk))
        if entry is None:
            raise Http404
        return entry.mechanism, entry, entry.review
    if review_pk:
        review = plans.review_to_plan_for(_number_or_404(review_pk))
        if review is None:
            raise Http404
        entry = plans.entry_for_review(request.user, review, today=today)
        return (entry.mechanism if entry else review.session.mechanism), entry, review
    if mechanism_key:
        mechanism = Mechanism.objects.filter(key=mechanism_key).first()
        if mechanism is None:
            raise Http404
        if not mechanism.takes_new_steps:
            raise Refused(_("This body has ended or was merged: nothing new can be planned with it."))
        return mechanism, None, None
    return None, None, None


def _country_of(entry, review):
    if review is not None:
        return review.country_id
    return entry.country_id if entry is not None else None


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(PlanLine, Entry)
def line_create(request):
    """Choose a date first; then what the line says and which steps it takes, on one page."""
    today = plans.today_for(request.user)
    clusters = list(plans.clusters_to_lead(request.user))
    if not clusters:
        raise Refused(_("Only the coordinators of a cluster may plan."))
    mechanism, entry, review = _opportunity(request, today)
    country = _country_of(entry, review)
    if country is not None:
        clusters = [cluster for cluster in clusters if cluster.country_id == country]
        if not clusters:
            raise Refused(_("This date belongs to a country whose cluster you do not coordinate."))
    cluster = chosen_cluster(request, clusters)
    context = {**SECTION, "cluster": cluster, "clusters": clusters, "today": today}
    if mechanism is None:
        context["dates"] = plans.dates_to_plan_for(request.user, cluster, today=today)
        return render(request, "engagements/plan_line_choose.html", context)
    opportunity_on = entry.due_on if entry is not None else None
    proposals = plans.proposed_steps(request.user, mechanism, entry=entry, review=review, today=today, cluster=cluster)
    is_post = request.method == "POST"
    form = NewLineForm(
        request.POST if is_post else None,
        people=policy.nameable_people(cluster).exclude(pk=request.user.pk),
        initial={
            "title": str(entry or review or mechanism)[:200],
            "year": opportunity_on.year if opportunity_on else today.year,
            "lead_role": StepOwner.COORDINATOR,
            "deputy_role": StepOwner.CO_COORDINATOR,
            "exposure": Exposure.MEMBERS,
        },
    )
    steps = StepsForm(
        request.POST if is_post else None, proposals=proposals, opportunity_on=opportunity_on, today=today
    )
    context |= {
        "form": form,
        "steps": steps,
        "mechanism": mechanism,
        "entry": entry,
        "about": plans.about_text(entry) if entry else "",
        "review": review,
        "opportunity_on": opportunity_on,
        "opportunity_text": day_text(opportunity_on),
    }
    if not is_post or "preview" in request.POST:
        # Only the dates are worked out anew; nothing is judged before it is sent.
        form.errors.clear()
        steps.errors.clear()
        return render(request, "engagements/plan_line_new.html", context)
    if form.is_valid() and steps.is_valid():
        try:
            line = create_plan_line(
                cluster=cluster,
                mechanism=mechanism,
                entry=entry,
                review=review,
                steps=steps.chosen(),
                by=request.user,
                **form.cleaned_data,
            )
        except ValidationError as error:
            add_action_errors(form, error)
        else:
            saved(request, _("Planned."))
            return redirect("engagements:line-detail", pk=line.pk)
    return render(request, "engagements/plan_line_new.html", context, status=422)
