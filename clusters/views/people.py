"""People of a cluster and their roles."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clusters import actions, policy, queries
from clusters.forms import MembershipForm, RoleForm
from clusters.models import Invitation, Membership
from clusters.views.shared import add_errors, cluster_or_404, found
from core import clock
from core.errors import Refused
from core.policy import guarded_by


@guarded_by(Membership)
@require_safe
def people(request):
    """The clusters whose people the reader may see; with one only, its page."""
    clusters = list(queries.clusters_with_leads(request.user))
    cares_for_world = policy.can_care_for_people(request.user, None)
    if not clusters and not cares_for_world:
        raise Http404
    if len(clusters) == 1 and not cares_for_world:
        return redirect("clusters:cluster-people", pk=clusters[0].pk)
    return render(
        request,
        "clusters/cluster_list.html",
        {"section": "people", "clusters": clusters, "cares_for_world": cares_for_world},
    )


@guarded_by(Membership, Invitation)
@require_safe
def cluster_people(request, pk):
    return _people_page(request, cluster_or_404(request.user, pk))


@guarded_by(Membership, Invitation)
@require_safe
def world_people(request):
    """Task Team, Global Protection Cluster and administrators."""
    if not policy.can_care_for_people(request.user, None):
        raise Http404
    return _people_page(request, None)


def _people_page(request, cluster, *, refusal="", status=200):
    today = clock.today()
    cares = policy.can_care_for_people(request.user, cluster)
    current, coming, ended = [], [], []
    for membership in queries.memberships_of(request.user, cluster, today=today):
        if membership.ends_on is not None and membership.ends_on < today:
            ended.append(membership)
        elif membership.starts_on > today:
            coming.append(membership)
        else:
            current.append(membership)
    context = {
        "section": "people",
        "cluster": cluster,
        "current": current,
        "coming": coming,
        "ended": ended,
        "cares": cares,
        "invitations": queries.invitations_of(request.user, cluster) if cares else [],
        "reads_profile": cluster is not None and queries.reads_profile(request.user, cluster),
        "kinds": queries.by_kind(held.organisation for held in current if held.organisation),
        "nodes": queries.nodes_of(request.user, cluster) if cluster else [],
        "now": clock.now(),
        "refusal": refusal,
    }
    return render(request, "clusters/people.html", context, status=status)


@guarded_by(Membership)
@require_http_methods(["GET", "HEAD", "POST"])
def membership(request, pk):
    """One role of one person: organisation, last day, another role beside it."""
    held = found(queries.membership_detail, request.user, pk)
    grantable = policy.grantable_roles(request.user, held.cluster)
    if held.role not in grantable:
        raise Http404
    form = MembershipForm(
        request.POST if "change" in request.POST else None,
        initial={"organisation": held.organisation_id, "ends_on": held.ends_on},
    )
    role_form = RoleForm(
        request.POST if "grant" in request.POST else None,
        user=request.user,
        cluster=held.cluster,
        prefix="new",
        initial={"organisation": held.organisation_id},
    )
    status, refusal = 200, ""
    if request.method == "POST":
        try:
            if "grant" in request.POST:
                done = _grant(request, held, role_form)
            else:
                done = _change(request, held, form)
        except Refused as error:
            done, refusal, status = False, error.sentence, 403
        if done:
            return _to_people(held.cluster)
        status = status if refusal else 422
    return _membership_page(request, held, form, role_form, refusal=refusal, status=status)


def _change(request, held, form):
    if not form.is_valid():
        return False
    try:
        actions.change_membership(membership=held, by=request.user, **form.cleaned_data)
    except ValidationError as error:
        add_errors(form, error)
        return False
    messages.success(request, _("Saved."))
    if queries.leaves_without_lead(held):
        messages.warning(
            request, _("After this last day nobody leads the cluster. Invite another coordinator in time.")
        )
    return True


def _grant(request, held, form):
    if not form.is_valid():
        return False
    try:
        actions.grant_role(user=held.user, cluster=held.cluster, by=request.user, **form.cleaned_data)
    except ValidationError as error:
        add_errors(form, error)
        return False
    messages.success(request, _("The role counts from now on."))
    return True


def _membership_page(request, held, form, role_form, *, refusal="", status=200):
    # The row may carry unsaved values of a refused form: show what is stored.
    held.refresh_from_db()
    today = clock.today()
    context = {
        "section": "people",
        "held": held,
        "is_over": held.ends_on is not None and held.ends_on < today,
        "is_self": held.user_id == request.user.pk,
        "form": form,
        "role_form": role_form,
        "refusal": refusal,
    }
    return render(request, "clusters/membership.html", context, status=status)


@guarded_by(Membership)
@require_POST
def end_membership(request, pk):
    held = found(queries.membership_detail, request.user, pk)
    if held.role not in policy.grantable_roles(request.user, held.cluster):
        raise Http404
    cluster, person = held.cluster, str(held.user)
    try:
        actions.end_membership(membership=held, by=request.user)
    except Refused as error:
        return _membership_page(
            request,
            found(queries.membership_detail, request.user, pk),
            MembershipForm(initial={"organisation": held.organisation_id, "ends_on": held.ends_on}),
            RoleForm(user=request.user, cluster=cluster, prefix="new"),
            refusal=error.sentence,
            status=403,
        )
    messages.success(request, _("%(person)s no longer holds this role.") % {"person": person})
    if not policy.can_care_for_people(request.user, cluster):
        return redirect("home")
    return _to_people(cluster)


def _to_people(cluster):
    return redirect("clusters:cluster-people", pk=cluster.pk) if cluster else redirect("clusters:world-people")
