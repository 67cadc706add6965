"""What pages of interactions share."""

from django.shortcuts import render
from django.utils.translation import gettext as _

from clusters.enums import INSIDE_ROLES
from clusters.models import Cluster
from clusters.policy import cluster_ids
from core.acting import chosen_of
from core.found import found_or_404
from engagements import documents, policy, rules
from engagements.enums import AHEAD, BRIEFINGS, GATHERINGS, PASSED_ON, InteractionState
from engagements.queries import interactions as queries
from engagements.queries import meetings, plans
from engagements.queries.reprisals import circle_names
from engagements.views.plans import SECTION


def interaction_or_404(request, pk):
    return found_or_404(queries.interaction(request.user, pk))


def own_clusters_first(user):
    """The clusters whose work `user` may open, those she belongs to first."""
    clusters = list(plans.clusters_with_plan(user))
    own = set(Cluster.objects.filter(pk__in=cluster_ids(user, INSIDE_ROLES)).values_list("pk", flat=True))
    clusters.sort(key=lambda cluster: cluster.pk not in own)
    return clusters, own


def own_cluster_or_404(request):
    """(the cluster of the address or the reader's first, all that she may open)."""
    clusters, _own = own_clusters_first(request.user)
    return found_or_404(chosen_of(request, clusters)), clusters


def detail_page(request, row, *, problem=None, status=200):
    roles = policy.roles_in(request.user, row.cluster)
    may_change = policy.can_change_interaction(request.user, roles, row)
    context = {
        **SECTION,
        "row": row,
        "veiled": policy.is_closed(row),
        "entry": queries.date_of(request.user, row),
        "series": queries.series_of_row(request.user, row),
        "stakeholder": queries.stakeholder_of_row(request.user, row),
        "is_briefing": row.kind in BRIEFINGS,
        "may_change": may_change,
        "may_follow_up": may_change or row.follow_up_role in roles,
        "next_states": _next_states(row) if may_change else [],
        "seen_by_text": documents.seen_by_text(row),
        "findings": rules.check_personal_data(f"{row.points}\n{row.debrief}")[:8] if may_change else [],
        "problem": problem,
        "unsettled": [rules.GATE_LABELS[key] for key in row.unsettled if key in rules.GATE_LABELS],
    }
    if row.kind in GATHERINGS:
        context |= {
            "share": rules.agenda_share(meetings.agenda_of(request.user, row)),
            "list": meetings.invitations(request.user, row),
        }
    if may_change and row.kind in PASSED_ON and row.state in AHEAD:
        context["circle"] = circle_names(row.cluster, row.mechanism_id)
    return render(request, "engagements/interaction_detail.html", context, status=status)


def _next_states(row):
    """[(state, what the button says)] for where it can go from here; anything else is changed in the form."""
    words = {
        InteractionState.ACCEPTED: _("They accepted"),
        InteractionState.HELD: _("It was held"),
        InteractionState.DECLINED: _("They declined"),
        InteractionState.CANCELLED: _("Cancelled"),
        InteractionState.PROPOSED: _("Proposed again"),
    }
    match row.state:
        case InteractionState.PROPOSED:
            states = (InteractionState.ACCEPTED, InteractionState.HELD, InteractionState.DECLINED)
        case InteractionState.ACCEPTED:
            states = (InteractionState.HELD, InteractionState.CANCELLED)
        case InteractionState.HELD:
            states = ()
        case _:
            states = (InteractionState.PROPOSED,)
    return [(state, words[state]) for state in states]
