"""The invitation list of a meeting: who of the register is invited, local and national actors first, and what they
answered."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.acting import number_in
from core.policy import guarded_by
from engagements import documents, policy
from engagements.actions import invitations as actions
from engagements.enums import InteractionKind, InvitationAnswer
from engagements.models import Interaction, MeetingInvitation
from engagements.queries import meetings as queries
from engagements.views.common import ACTION_ERRORS, posted_version, saved, sentences_of, status_of
from engagements.views.interactions import interaction_or_404
from engagements.views.plans import SECTION
from stakeholders.models import Stakeholder

# Where the letter wants OHCHR or an adviser at the table (003:56).
_WANTS_ADVISERS = (InteractionKind.CLUSTER_MEETING, InteractionKind.WORKSHOP)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(Interaction, MeetingInvitation, Stakeholder)
def invited(request, pk):
    """The list, and the rest of the register to choose from; POST puts the ticked ones on the list."""
    row = interaction_or_404(request, pk)
    if request.method != "POST":
        return _page(request, row)
    ticked = {number for text in request.POST.getlist("stakeholders") if (number := number_in(text))}
    seen = Stakeholder.objects.visible_to(request.user).filter(cluster=row.cluster_id, pk__in=ticked)
    try:
        new = actions.invite(interaction=row, stakeholders=list(seen), by=request.user)
    except ACTION_ERRORS as error:
        return _page(request, row, problem=sentences_of(error), ticked=ticked, status=status_of(error))
    saved(request, _("On the list.") if new else _("They were on the list already."))
    return redirect(_url(row))


def _url(row):
    return reverse("engagements:interaction-invited", args=[row.pk])


def _page(request, row, *, problem=None, ticked=(), status=200):
    roles = policy.roles_in(request.user, row.cluster)
    may_change = policy.can_change_interaction(request.user, roles, row)
    found = queries.invitations(request.user, row)
    leads = policy.can_advocate(roles)
    context = {
        **SECTION,
        "row": row,
        "veiled": policy.is_closed(row),
        "list": found,
        "answers": InvitationAnswer.choices,
        "may_change": may_change,
        "to_invite": queries.to_invite(request.user, row, found.rows) if may_change else [],
        "ticked": set(ticked),
        # Only who sees the whole register can be told that somebody is missing.
        "lacks_adviser": leads and row.kind in _WANTS_ADVISERS and not found.advisers,
        "seen_by_text": documents.seen_by_text(row),
        "problem": problem,
    }
    return render(request, "engagements/meetings/invited.html", context, status=status)


@require_POST
@guarded_by(Interaction, MeetingInvitation)
def answered(request, pk, invitation_pk):
    """Note the answer of one who is invited, or that they came."""
    row = interaction_or_404(request, pk)
    invitation = queries.invitation(request.user, row, invitation_pk)
    if invitation is None:
        raise Http404
    try:
        actions.answer_invitation(
            invitation=invitation,
            answer=request.POST.get("answer", ""),
            expected_version=posted_version(request),
            by=request.user,
        )
    except ACTION_ERRORS as error:
        return _page(request, row, problem=sentences_of(error), status=status_of(error))
    saved(request)
    return redirect(f"{_url(row)}#invitation-{invitation.pk}")
