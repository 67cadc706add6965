"""Safeguards of a cluster: the protocol by which it engages. Other safeguards add their cards to the page."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core import clock
from core.acting import chosen_of
from core.errors import Refused
from core.policy import guarded_by
from engagements import policy
from engagements.actions import approval as actions
from engagements.forms.approval import PolicyForm, rule_forms
from engagements.forms.plans import add_action_errors
from engagements.models import ApprovalPolicy, PolicyRule
from engagements.queries import approval, plans, sharing
from engagements.views.common import saved, status_of
from engagements.views.plans import SECTION


def _cluster_of(request):
    """(the chosen cluster or None, all that may be chosen, whether the reader leads it)."""
    clusters = list(plans.clusters_with_plan(request.user))
    own = set(plans.clusters_to_lead(request.user).values_list("pk", flat=True))
    clusters.sort(key=lambda cluster: cluster.pk not in own)
    cluster = chosen_of(request, clusters)
    return cluster, clusters, cluster is not None and cluster.pk in own


@require_safe
@guarded_by(ApprovalPolicy, PolicyRule)
def safeguards(request):
    """The protocol in force, its earlier versions, and what else keeps people safe."""
    cluster, clusters, leads = _cluster_of(request)
    context = {**SECTION, "cluster": cluster, "clusters": clusters, "can_lead": leads}
    if cluster is not None:
        versions = approval.policy_versions(request.user, cluster)
        above = cluster.parent_id and not versions
        context |= {
            "in_force": versions[0] if versions else None,
            "earlier": versions[1:],
            "default": approval.portal_default(),
            "from_above": approval.policy_versions(request.user, cluster.parent)[:1] if above else [],
            "safety": sharing.safety_cards(request.user, cluster),
            "adopt_url": f"{reverse('engagements:policy-adopt')}?cluster={cluster.pk}",
        }
    return render(request, "engagements/safeguards.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(ApprovalPolicy, PolicyRule)
def policy_adopt(request):
    """Write down a new version. Coordinators of the cluster; the form begins with the version in force."""
    cluster, _clusters, _leads = _cluster_of(request)
    if cluster is None:
        raise Http404
    policy.check_can_adopt(request.user, cluster.pk)
    version, rows = approval.newest_rules(request.user, cluster)
    organisations = list(actions.organisations_of(cluster))
    posted = request.POST if request.method == "POST" else None
    form = PolicyForm(
        posted, initial={"number": version.number if version else 0, "adopted_on": clock.day_of(request.user)}
    )
    rules = rule_forms(posted, organisations=organisations, rows=rows)
    status = 200
    if posted is not None:
        valid = [form.is_valid(), *(rule.is_valid() for rule in rules)]
        if all(valid):
            try:
                _adopt(request, cluster, form, rules)
            except ValidationError as error:
                _place(form, rules, error)
                status = 422
            except Refused as error:
                form.add_error(None, str(error.sentence))
                status = status_of(error)
            else:
                saved(request, _("The new version is in force for what is planned from now on."))
                return redirect(f"{reverse('engagements:safeguards')}?cluster={cluster.pk}")
        else:
            status = 422
    context = {**SECTION, "cluster": cluster, "form": form, "rules": rules, "number": version.number if version else 0}
    return render(request, "engagements/policy_adopt.html", context, status=status)


def _adopt(request, cluster, form, rules):
    data = dict(form.cleaned_data)
    actions.adopt_policy(
        cluster=cluster,
        expected_number=data.pop("number"),
        rules=[rule.rule() for rule in rules if not rule.is_left_out()],
        by=request.user,
        **data,
    )


def _place(form, rules, error):
    """Sentences about a rule go to its form, the others to the top."""
    kept = [rule for rule in rules if not rule.is_left_out()]
    rest = {}
    for name, sentences in error.message_dict.items():
        field, _dash, number = name.partition("-")
        if number.isdecimal():
            for sentence in sentences:
                kept[int(number)].add_error(field, sentence)
        else:
            rest[name] = sentences
    if rest:
        add_action_errors(form, ValidationError(rest))
