"""A new plan line on one page: concern, group, avenue, steps, date, owner (MATRIX G002). Works without JavaScript: the
button that proposes steps sends the page to itself and keeps everything typed."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from calendar_app.models import Entry
from core import clock
from core.acting import chosen_of
from core.dates import day_text
from core.errors import Refused
from core.policy import guarded_by
from engagements import policy, rules
from engagements.actions.plans import create_plan_line
from engagements.actions.sharing import NotShared
from engagements.enums import EXPOSURE_RANK, StepOwner
from engagements.forms.plans import NewLineForm, add_action_errors
from engagements.forms.steps import StepsForm
from engagements.models import PlanConcern, PlanLine
from engagements.queries import concerns, plans
from engagements.views.common import saved
from engagements.views.offers import offer_of
from engagements.views.plans import SECTION
from mechanisms.queries import library


def _number_or_404(text):
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise Http404
    return int(text)


@dataclass(frozen=True)
class Avenue:
    """What the line rests on; everything None while nothing is chosen. `value` is the chooser's word for it."""

    mechanism: Any = None
    entry: Any = None
    review: Any = None

    @property
    def value(self):
        if self.entry is not None:
            return f"entry:{self.entry.pk}"
        return f"body:{self.mechanism.key}" if self.mechanism is not None else ""

    @property
    def country(self):
        if self.review is not None:
            return self.review.country_id
        return self.entry.country_id if self.entry is not None else None


def _of_entry(user, pk):
    entry = plans.entry_to_plan_for(user, pk)
    if entry is None:
        raise Http404
    return Avenue(entry.mechanism, entry, entry.review)


def _of_body(key):
    mechanism = plans.body_to_plan_for(key)
    if mechanism is None:
        raise Http404
    if not mechanism.takes_new_steps:
        raise Refused(_("This body has ended or was merged: nothing new can be planned with it."))
    return Avenue(mechanism)


def _avenue(request, today):
    """The avenue chosen on the page, else the one that the address names. Unknown ones are a 404."""
    chosen = request.POST.get("avenue", "")
    kind, _colon, name = chosen.partition(":")
    if kind == "entry" and name:
        return _of_entry(request.user, _number_or_404(name))
    if kind == "body" and name and "review" not in request.GET:
        return _of_body(name)
    if entry_pk := request.GET.get("entry"):
        return _of_entry(request.user, _number_or_404(entry_pk))
    if review_pk := request.GET.get("review"):
        review = plans.review_to_plan_for(_number_or_404(review_pk))
        if review is None:
            raise Http404
        entry = plans.entry_for_review(request.user, review, today=today)
        return Avenue(entry.mechanism if entry else review.session.mechanism, entry, review)
    if key := request.GET.get("mechanism"):
        return _of_body(key)
    return Avenue()


def _concern(request, cluster):
    """The raised concern that the address names, if it waits in this cluster."""
    pk = request.GET.get("concern")
    if not pk:
        return None
    concern = concerns.concern(request.user, _number_or_404(pk))
    if concern is None or concern.cluster_id != cluster.pk:
        raise Http404
    return concern


def _template(request, offered):
    """The plan template chosen on the page or in the address, among those on offer for the mechanism."""
    wanted = request.POST.get("start", request.GET.get("template", ""))
    return next((template for template in offered if str(template.pk) == wanted), None)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(PlanLine, Entry, PlanConcern)
def line_create(request):
    """The page of a new line. Nothing is judged before it is sent; a change of avenue proposes steps anew."""
    today = clock.day_of(request.user)
    clusters = list(plans.clusters_to_lead(request.user))
    if not clusters:
        raise Refused(_("Only the coordinators of a cluster may plan."))
    avenue = _avenue(request, today)
    if avenue.country is not None:
        clusters = [cluster for cluster in clusters if cluster.country_id == avenue.country]
        if not clusters:
            raise Refused(_("This date belongs to a country whose cluster you do not coordinate."))
    cluster = chosen_of(request, clusters)
    is_post = request.method == "POST"
    is_preview = "preview" in request.POST or "other" in request.POST
    # While steps are looked at, the concern's words stand in the form already.
    concern = None if is_preview else _concern(request, cluster)
    choosing = avenue.mechanism is None or "other" in request.POST
    ended = policy.ended_roles(cluster)
    form = _line_form(request, cluster, avenue, concern, today, ended=ended, choosing=choosing)
    steps, offered, template = _steps_form(request, cluster, avenue, today, ended=ended, choosing=choosing)
    opportunity_on = avenue.entry.due_on if avenue.entry is not None else None
    context = {
        **SECTION,
        "cluster": cluster,
        "clusters": clusters,
        "form": form,
        "steps": steps,
        "templates": offered,
        "template": template,
        "concern": request.GET.get("concern") if is_preview or concern is not None else None,
        "choosing": choosing,
        "mechanism": avenue.mechanism,
        "entry": avenue.entry,
        "about": plans.about_text(avenue.entry) if avenue.entry else "",
        "review": avenue.review,
        "avenue": avenue.value,
        "opportunity_on": opportunity_on,
        "opportunity_text": day_text(opportunity_on),
        "suggested_mark": _suggested(steps, form),
        "today": today,
    }
    if not is_post or is_preview:
        form.errors.clear()
        steps.errors.clear()
        return render(request, "engagements/plan_line_new.html", context)
    if "avenue" in request.POST and request.POST.get("avenue_shown", "") != avenue.value:
        form.add_error("avenue", _("The avenue changed, and with it the steps. Look at them, then put it in the plan."))
    if form.is_valid() and steps.is_valid():
        data = {name: value for name, value in form.cleaned_data.items() if name != "avenue"}
        try:
            line = create_plan_line(
                cluster=cluster,
                mechanism=avenue.mechanism,
                entry=avenue.entry,
                review=avenue.review,
                steps=steps.chosen(),
                answers=concern,
                by=request.user,
                **data,
            )
        except ValidationError as error:
            add_action_errors(form, error)
        except NotShared as error:
            form.add_error("readers", str(error.sentence))
            context["offer"] = offer_of(error, cluster)
        else:
            saved(request, _("Planned."))
            return redirect("engagements:line-detail", pk=line.pk)
    return render(request, "engagements/plan_line_new.html", context, status=422)


def _suggested(steps, form):
    """The mark that the ticked steps suggest, where it is more closed than the one chosen."""
    mark, chosen = steps.suggested_mark(), form["exposure"].value()
    return mark if mark and EXPOSURE_RANK[mark] > EXPOSURE_RANK.get(chosen, 0) else None


def _line_form(request, cluster, avenue, concern, today, *, ended, choosing):
    leads = [role for role in (StepOwner.COORDINATOR, StepOwner.CO_COORDINATOR) if role not in ended]
    due_on = avenue.entry.due_on if avenue.entry is not None else None
    data = None
    if request.method == "POST":
        data = request.POST.copy()
        # The address may have named the avenue before there was a chooser.
        data.setdefault("avenue", avenue.value)
        if not data.get("title", "").strip() and "preview" in data and avenue.mechanism is not None:
            data["title"] = _title(avenue)
        if "preview" in data and data.get("avenue_shown", avenue.value) != avenue.value:
            _suit(data, avenue)
    return NewLineForm(
        data,
        people=policy.nameable_people(cluster).exclude(pk=request.user.pk),
        groups=plans.group_choices(),
        aims=plans.aims_to_serve(request.user, cluster),
        avenues=plans.avenues(request.user, cluster, today=today, entry=avenue.entry)
        if choosing
        else [(avenue.value, avenue.value)],
        initial={
            "avenue": avenue.value,
            "title": _title(avenue),
            "year": due_on.year if due_on else today.year,
            "lead_role": leads[0] if leads else "",
            "deputy_role": leads[1] if len(leads) > 1 else "",
            "exposure": _mark(avenue),
            "aors": _aors(avenue),
            "concern": concern.text if concern is not None else "",
            "groups": concern.groups if concern is not None else [],
        },
    )


def _mark(avenue):
    return rules.usual_mark(avenue.mechanism.family if avenue.mechanism is not None else "")


def _aors(avenue):
    return rules.usual_aors(avenue.mechanism.key if avenue.mechanism is not None else "")


def _suit(data, avenue):
    """Another avenue was chosen: a mark too open for it is closed, and its area of responsibility is ticked."""
    if avenue.mechanism is not None and rules.line_mark_problem(avenue.mechanism.family, data.get("exposure")):
        data["exposure"] = _mark(avenue)
    if not data.getlist("aors"):
        data.setlist("aors", _aors(avenue))


def _title(avenue):
    return str(avenue.entry or avenue.review or avenue.mechanism or "")[:200]


def _steps_form(request, cluster, avenue, today, *, ended, choosing):
    """(the steps proposed, the plan templates on offer, the one chosen); nothing while the avenue is being chosen."""
    opportunity_on = avenue.entry.due_on if avenue.entry is not None else None
    if choosing:
        return StepsForm(None, proposals=[], opportunity_on=None, today=today), [], None
    offered = library.templates_to_start_from(rules.kind_of(avenue.mechanism.family))
    template = _template(request, offered)
    proposals = plans.proposed_steps(
        request.user,
        avenue.mechanism,
        entry=avenue.entry,
        review=avenue.review,
        today=today,
        cluster=cluster,
        leads=library.leads_of(template) if template is not None else None,
        ended=ended,
    )
    data = request.POST if request.method == "POST" else None
    if data is not None and "preview" in data:
        # Another avenue or another start: what was ticked before belongs to other steps.
        shown = (data.get("avenue_shown", avenue.value), data.get("start_shown", data.get("start", "")))
        if shown != (avenue.value, data.get("start", "")):
            data = None
    form = StepsForm(data, proposals=proposals, opportunity_on=opportunity_on, today=today)
    return form, offered, template


@require_safe
@guarded_by(PlanLine, Entry)
def line_choose(request):
    """The dates ahead as a list, for whoever looks for one; each leads to the page of a new line."""
    today = clock.day_of(request.user)
    clusters = list(plans.clusters_to_lead(request.user))
    if not clusters:
        raise Refused(_("Only the coordinators of a cluster may plan."))
    cluster = chosen_of(request, clusters)
    context = {
        **SECTION,
        "cluster": cluster,
        "clusters": clusters,
        "dates": plans.dates_to_plan_for(request.user, cluster, today=today),
    }
    return render(request, "engagements/plan_line_choose.html", context)
