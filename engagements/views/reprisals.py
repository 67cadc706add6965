"""Reprisals: a form for everybody inside, the log for the circle alone."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import clock
from core.acting import chosen_of
from core.found import found_or_404
from core.policy import guarded_by
from engagements import policy
from engagements.actions import reprisals as actions
from engagements.forms.safety import CircleForm, FollowUpForm, ReprisalForm, ReprisalProtocolForm
from engagements.models import CirclePerson, ReprisalCircle, ReprisalIncident, ReprisalProtocol
from engagements.queries import reprisals as queries
from engagements.queries import sharing
from engagements.views.common import ACTION_ERRORS, posted_version, saved, sentences_of, status_of
from engagements.views.offers import of_cluster
from engagements.views.plans import SECTION
from engagements.views.safety import form_page, inside_cluster, show_refusal

FORM = ["GET", "HEAD", "POST"]


@require_safe
@guarded_by(ReprisalIncident)
def reprisal_list(request):
    """For the circle (and broken glass); for everybody else there is no such page."""
    clusters = queries.clusters_of_circle(request.user)
    cluster = clusters.first() if "cluster" not in request.GET else queries.one_of(clusters, request.GET["cluster"])
    if cluster is None:
        raise Http404
    context = {
        **SECTION,
        "cluster": cluster,
        "clusters": list(clusters),
        "incidents": queries.incidents(request.user, cluster),
        "guidelines": queries.guidelines(),
        "people": list(policy.circle_of(cluster)),
        "protocol": queries.protocol_in_force(request.user, cluster),
    }
    return render(request, "engagements/reprisal_list.html", context)


@require_http_methods(FORM)
@guarded_by(ReprisalIncident)
def reprisal_report(request):
    """Anybody inside the cluster may report; then only the circle reads it."""
    cluster = inside_cluster(request)
    form = ReprisalForm(request.POST or None)

    def write(data):
        happened_on, is_month = data.pop("when")
        actions.report_reprisal(cluster=cluster, happened_on=happened_on, is_month=is_month, by=request.user, **data)
        saved(request, _("The circle was told. You do not see the report again unless you belong to it."))
        return redirect(of_cluster("safeguards", cluster))

    context = {
        "cluster": cluster,
        "heading": _("Report a reprisal"),
        "lede": _("Harm to somebody who cooperated with a mechanism. A small circle of the cluster reads it."),
        "guidelines": queries.guidelines(),
        "more_url": of_cluster("reprisal-protocol", cluster),
        "more_label": _("What the cluster does about reprisals"),
        "submit_label": _("Tell the circle"),
        "hints": [
            _("Never write a name, a number, an address or an exact place."),
            _("If somebody is in danger now, do not wait for this form: speak with a coordinator."),
        ],
    }
    return form_page(request, form, context, write)


def _incident_or_404(request, pk):
    return found_or_404(queries.incident(request.user, pk))


@require_http_methods(FORM)
@guarded_by(ReprisalIncident)
def reprisal_detail(request, pk):
    """Read it; keep where it stands and what came of it."""
    incident = _incident_or_404(request, pk)
    names = ("state", "route", "follow_up", "warns")
    form = FollowUpForm(request.POST or None, initial={name: getattr(incident, name) for name in names})
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                actions.follow_up_reprisal(
                    incident=incident, expected_version=posted_version(request), by=request.user, **form.cleaned_data
                )
            except ACTION_ERRORS as error:
                status = show_refusal(form, error)
                incident = _incident_or_404(request, pk)
            else:
                saved(request)
                return redirect("engagements:reprisal-detail", pk=pk)
    return _detail(request, incident, form, status=status)


def _detail(request, incident, form, *, problem=None, status=200):
    context = {
        **SECTION,
        "incident": incident,
        "form": form,
        "acts": policy.is_of_circle(request.user, incident.cluster_id),
        "asked_by_me": incident.deletion_asked_by_id == request.user.pk,
        "guidelines": queries.guidelines(),
        "problem": problem,
        "back_url": of_cluster("reprisal-list", incident.cluster),
    }
    return render(request, "engagements/reprisal_detail.html", context, status=status)


@require_POST
@guarded_by(ReprisalIncident)
def reprisal_delete(request, pk):
    """Ask, then another person confirms or keeps it."""
    incident = _incident_or_404(request, pk)
    act = {"confirm": actions.confirm_deletion, "keep": actions.refuse_deletion}.get(
        request.POST.get("act"), actions.ask_deletion
    )
    try:
        act(incident=incident, expected_version=posted_version(request), by=request.user)
    except ACTION_ERRORS as error:
        fresh = _incident_or_404(request, pk)
        names = ("state", "route", "follow_up", "warns")
        form = FollowUpForm(initial={name: getattr(fresh, name) for name in names})
        return _detail(request, fresh, form, problem=sentences_of(error), status=status_of(error))
    saved(request)
    return redirect("engagements:reprisal-detail", pk=pk)


@require_http_methods(FORM)
@guarded_by(ReprisalCircle, CirclePerson)
def circle(request):
    """The coordinators name the circle. They do not read what it reads, unless they belong to it."""
    cluster = inside_cluster(request)
    policy.check_can_set_circle(request.user, cluster.pk)
    found = queries.circle(request.user, cluster)
    named = queries.circle_people(request.user, found) if found else []
    form = CircleForm(
        request.POST or None, people=policy.nameable_people(cluster), initial={"people": [one.pk for one in named]}
    )

    def write(data):
        version = posted_version(request) if found else 0
        actions.set_circle(cluster=cluster, people=data["people"], expected_version=version, by=request.user)
        saved(request)
        return redirect(of_cluster("safeguards", cluster))

    context = {
        "cluster": cluster,
        "heading": _("Circle for reprisals"),
        "lede": _("A few people whom others trust. Being a coordinator is not enough to read what is reported."),
        "version": found.version if found else 0,
        "back_url": reverse("engagements:safeguards") + f"?cluster={cluster.pk}",
    }
    return form_page(request, form, context, write, version_now=lambda: queries.circle(request.user, cluster).version)


def _cluster_of_protocol(request):
    """(cluster, whether the reader may report in it): one of her own, or whose reprisals she looks after."""
    inside = list(sharing.clusters_inside(request.user))
    others = [one for one in queries.clusters_of_circle(request.user) if one not in inside]
    cluster = chosen_of(request, [*inside, *others])
    if cluster is None:
        raise Http404
    return cluster, cluster in inside


@require_safe
@guarded_by(ReprisalProtocol)
def reprisal_protocol(request):
    """What the cluster does when somebody is harmed for cooperating: for everybody inside it, and for the circle."""
    cluster, may_report = _cluster_of_protocol(request)
    own, above = queries.reprisal_protocols(request.user, cluster)
    context = {
        **SECTION,
        "cluster": cluster,
        "protocol": own[0] if own else above,
        "is_from_above": not own and above is not None,
        "earlier": own[1:],
        "guidelines": queries.guidelines(),
        "may_write": policy.can_write_protocol(request.user, cluster.pk),
        "write_url": of_cluster("reprisal-protocol-record", cluster),
        "report_url": of_cluster("reprisal-report", cluster) if may_report else "",
    }
    return render(request, "engagements/reprisal_protocol.html", context)


@require_http_methods(FORM)
@guarded_by(ReprisalProtocol)
def reprisal_protocol_record(request):
    """The next version, which begins with the words of the one in force."""
    cluster, _may_report = _cluster_of_protocol(request)
    policy.check_can_write_protocol(request.user, cluster.pk)
    own, above = queries.reprisal_protocols(request.user, cluster)
    known = own[0] if own else above
    initial = {name: getattr(known, name) for name in actions.PROTOCOL_TEXTS} if known else {}
    form = ReprisalProtocolForm(request.POST or None, initial={**initial, "in_force_on": clock.day_of(request.user)})
    back = of_cluster("reprisal-protocol", cluster)

    def write(data):
        actions.record_reprisal_protocol(
            cluster=cluster, expected_number=posted_version(request), by=request.user, **data
        )
        saved(request, _("The new version is on record."))
        return redirect(back)

    def number_now():
        versions, _above = queries.reprisal_protocols(request.user, cluster)
        return versions[0].number if versions else 0

    context = {
        "cluster": cluster,
        "heading": _("Protocol on reprisals: new version"),
        "lede": _("Versions are never changed; the newest counts. Everybody inside the cluster reads it."),
        "guidelines": queries.guidelines(),
        "hints": [
            _("Offices and functions, never names. Nothing about anything that happened."),
            _("Write for somebody who is afraid and has two minutes."),
        ],
        "version": own[0].number if own else 0,
        "back_url": back,
        "back_label": _("Protocol on reprisals"),
    }
    return form_page(request, form, context, write, version_now=number_now)
