"""The rules of sharing: protocol, who signed, exceptions, strategy; and the register of legal help."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clusters.enums import LEAD_ROLES
from clusters.models import Organisation
from clusters.policy import has_role_in
from core import clock
from core.acting import number_in
from core.policy import guarded_by
from engagements import policy
from engagements.actions import cases as case_actions
from engagements.actions import sharing as actions
from engagements.forms.safety import CapacityForm, ExceptionForm, ProtocolForm, SignatureForm, StrategyForm
from engagements.models import (
    PlanLine,
    ProtocolSignature,
    ReferralCapacity,
    SharingException,
    SharingProtocol,
    SharingStrategy,
)
from engagements.queries import cases as case_queries
from engagements.queries import sharing as queries
from engagements.views.common import ACTION_ERRORS, posted_version, saved, sentences_of
from engagements.views.offers import of_cluster
from engagements.views.plans import SECTION
from engagements.views.safety import form_page, inside_cluster

FORM = ["GET", "HEAD", "POST"]


@require_safe
@guarded_by(SharingProtocol, ProtocolSignature, SharingException, SharingStrategy)
def sharing(request):
    """Everything about sharing on one page: the circle of the cluster reads it."""
    cluster = inside_cluster(request)
    protocols = queries.protocols(request.user, cluster)
    strategies = queries.strategies(request.user, cluster)
    context = {
        **SECTION,
        "cluster": cluster,
        "cluster_number": str(cluster.pk),
        "protocol": protocols[0] if protocols else None,
        "earlier_protocols": protocols[1:],
        "strategy": strategies[0] if strategies else None,
        "earlier_strategies": strategies[1:],
        "signatures": queries.signatures(request.user, cluster),
        "exceptions": queries.exceptions(request.user, cluster),
        "leads": policy.can_lead_sharing(request.user, cluster.pk),
    }
    return render(request, "engagements/sharing.html", context)


def _page(request, cluster, form, act, done, **context):
    """A form whose end leads back to the page of sharing."""
    back = of_cluster("sharing", cluster)

    def write(data):
        act(data)
        saved(request, done)
        return redirect(back)

    context = {"cluster": cluster, "back_url": back, "back_label": _("Sharing information safely"), **context}
    return form_page(request, form, context, write)


@require_http_methods(FORM)
@guarded_by(SharingProtocol)
def protocol_record(request):
    cluster = inside_cluster(request)
    policy.check_can_lead_sharing(request.user, cluster.pk)
    known = queries.protocols(request.user, cluster)
    initial = {"text": known[0].text if known else "", "in_force_on": clock.day_of(request.user)}
    form = ProtocolForm(request.POST or None, initial=initial)
    return _page(
        request,
        cluster,
        form,
        lambda data: actions.record_protocol(cluster=cluster, by=request.user, **data),
        _("The new version is on record."),
        heading=_("Information-sharing protocol: new version"),
        lede=_("Versions are never changed; the newest counts."),
    )


@require_http_methods(FORM)
@guarded_by(SharingStrategy)
def strategy_record(request):
    cluster = inside_cluster(request)
    policy.check_can_lead_sharing(request.user, cluster.pk)
    known = queries.strategies(request.user, cluster)
    initial = {name: getattr(known[0], name) for name in actions.STRATEGY_TEXTS} if known else {}
    return _page(
        request,
        cluster,
        StrategyForm(request.POST or None, initial=initial),
        lambda data: actions.record_strategy(cluster=cluster, by=request.user, **data),
        _("The strategy is on record."),
        heading=_("Safe-sharing strategy: new version"),
        lede=_("Nothing restricted is shared before it is on record. It shields victims, witnesses and local groups."),
    )


@require_http_methods(FORM)
@guarded_by(ProtocolSignature)
def signature_record(request):
    cluster = inside_cluster(request)
    policy.check_can_lead_sharing(request.user, cluster.pk)
    form = SignatureForm(
        request.POST or None,
        organisations=queries.organisations_in(cluster),
        initial={"starts_on": clock.day_of(request.user)},
    )
    return _page(
        request,
        cluster,
        form,
        lambda data: actions.record_signature(cluster=cluster, by=request.user, **data),
        _("The signature is on record."),
        heading=_("An organisation has signed"),
        lede=_("Its people may now be named on restricted and confidential plan lines and texts."),
    )


@require_http_methods(FORM)
@guarded_by(SharingException, PlanLine)
def exception_grant(request):
    cluster = inside_cluster(request)
    policy.check_can_lead_sharing(request.user, cluster.pk)
    initial = {
        "organisation": number_in(request.GET.get("organisation")),
        "plan_line": number_in(request.GET.get("line")),
    }
    form = ExceptionForm(
        request.POST or None,
        organisations=queries.organisations_in(cluster),
        lines=case_queries.lines_to_choose(request.user, cluster),
        initial=initial,
    )
    return _page(
        request,
        cluster,
        form,
        lambda data: actions.grant_exception(cluster=cluster, by=request.user, **data),
        _("The exception is in the log. You may now name people of this organisation."),
        heading=_("Exception from the protocol"),
        lede=_("For an organisation that has not signed: what, why, and until when. The cluster reads the log."),
    )


def _ended(request, row, act):
    if row is None:
        raise Http404
    try:
        act(row)
    except ACTION_ERRORS as error:
        messages.error(request, sentences_of(error)[0])
    else:
        saved(request, _("Ended. Access through it is shut."))
    return redirect(of_cluster("sharing", row.cluster))


@require_POST
@guarded_by(ProtocolSignature)
def signature_end(request, pk):
    row = queries.signature(request.user, pk)
    return _ended(request, row, lambda found: actions.end_signature(signature=found, by=request.user))


@require_POST
@guarded_by(SharingException)
def exception_end(request, pk):
    row = queries.exception(request.user, pk)
    return _ended(request, row, lambda found: actions.end_exception(exception=found, by=request.user))


# --- Legal help ------------------------------------------------------------------------------------------------------


@require_safe
@guarded_by(ReferralCapacity)
def legal_help(request):
    """Which member offers legal help. No case data."""
    cluster = inside_cluster(request)
    leads = policy.can_lead_sharing(request.user, cluster.pk)
    own = policy.own_organisation_ids(request.user, cluster.pk)
    rows = queries.capacities(request.user, cluster)
    for row in rows:
        row.may_change = leads or row.organisation_id in own
    context = {
        **SECTION,
        "cluster": cluster,
        "cluster_number": str(cluster.pk),
        "rows": rows,
        "may_add": leads or bool(own),
    }
    return render(request, "engagements/legal_help.html", context)


def _capacity_page(request, cluster, capacity=None):
    organisations = queries.organisations_in(cluster)
    if not has_role_in(request.user, cluster.pk, LEAD_ROLES):
        own = policy.own_organisation_ids(request.user, cluster.pk)
        organisations = Organisation.objects.filter(pk__in=own).order_by("name")
    names = ("organisation", "rights", "areas", "reach", "exposure", "looked_at_on")
    initial = (
        {name: getattr(capacity, name) for name in names} if capacity else {"looked_at_on": clock.day_of(request.user)}
    )
    form = CapacityForm(request.POST or None, organisations=organisations, initial=initial)
    back = of_cluster("legal-help", cluster)

    def write(data):
        version = posted_version(request) if capacity else 0
        case_actions.save_capacity(
            cluster=cluster, capacity=capacity, expected_version=version, by=request.user, **data
        )
        saved(request)
        return redirect(back)

    context = {
        "cluster": cluster,
        "heading": _("Legal help of an organisation"),
        "lede": _("Where people could be referred to. Nothing about any case."),
        "back_url": back,
        "back_label": _("Legal help"),
        "version": capacity.version if capacity else 0,
    }

    def version_now():
        now = queries.capacity(request.user, capacity.pk)
        if now is None:
            raise Http404
        return now.version

    return form_page(request, form, context, write, version_now=version_now if capacity else None)


@require_http_methods(FORM)
@guarded_by(ReferralCapacity)
def legal_help_new(request):
    return _capacity_page(request, inside_cluster(request))


@require_http_methods(FORM)
@guarded_by(ReferralCapacity)
def legal_help_edit(request, pk):
    capacity = queries.capacity(request.user, pk)
    if capacity is None:
        raise Http404
    policy.check_can_write_capacity(request.user, capacity.cluster_id, capacity.organisation_id)
    return _capacity_page(request, capacity.cluster, capacity)
