"""Human rights actors whom a cluster met or invited in a year (MATRIX A001; letter of 2022, line 18)."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import BooleanField, Case, CharField, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Cast, Coalesce, NullIf

from engagements.enums import InteractionState, InvitationAnswer, Side
from engagements.models import Interaction, MeetingInvitation
from stakeholders.enums import ActorFamily
from stakeholders.models import Stakeholder

# Sides on which human rights actors stand, where no entry of the register says more.
_SIDES = (Side.CIVIL_SOCIETY, Side.NHRI)
_OFF = (InteractionState.DECLINED, InteractionState.CANCELLED)
_NOT_COMING = (InvitationAnswer.DECLINED, InvitationAnswer.WITHDRAWN)
_NEVER = dt.date.min


@dataclass
class RightsActor:
    """`met`: how often they were met; `last_on`: the newest day of that. Without any they were invited."""

    name: str
    met: int = 0
    last_on: dt.date | None = None


def rights_contacts(user, cluster, year):
    """(called, state, day as text or None, number of the contact, None) of the contacts of the year with human rights
    actors that `user` sees, in no order: two querysets of the same columns, contacts themselves and invitations to
    meetings. Whoever may not see the entry of the register reads what the contact calls them. Fit to be put together
    with other rows in one question: the last column is for them."""
    seen = Stakeholder.objects.visible_to(user).filter(pk=OuterRef("stakeholder")).order_by()
    rights = Q(side__in=_SIDES) | Q(stakeholder__family=ActorFamily.RIGHTS, sees_entry=True)
    contacts = Interaction.objects.visible_to(user).filter(_in_year(year), cluster=cluster).exclude(state__in=_OFF)
    contacts = contacts.annotate(sees_entry=Exists(seen)).filter(rights)
    called = Case(When(sees_entry=True, then=_of_register()), default=F("with_whom"), output_field=CharField())
    contacts = contacts.annotate(called=called, day=Cast("on", CharField()))
    # Seen by who sees both the meeting and the entry.
    invited = MeetingInvitation.objects.visible_to(user).filter(
        _in_year(year, "interaction__"), interaction__cluster=cluster, stakeholder__family=ActorFamily.RIGHTS
    )
    invited = invited.exclude(interaction__state__in=_OFF).exclude(answer__in=_NOT_COMING)
    came = When(answer=InvitationAnswer.CAME, then=F("interaction__state"))
    invited = invited.annotate(
        state=Case(came, default=Value(InteractionState.PROPOSED.value), output_field=CharField()),
        called=_of_register(),
        day=Cast("interaction__on", CharField()),
    )
    nothing = Cast(Value(None), BooleanField())
    return (
        contacts.order_by().annotate(rest=nothing).values_list("called", "state", "day", "pk", "rest"),
        invited.order_by().annotate(rest=nothing).values_list("called", "state", "day", "interaction_id", "rest"),
    )


def _in_year(year, path=""):
    return Q(**{f"{path}on__year": year}) | Q(**{f"{path}on": None, f"{path}created_at__year": year})


def _of_register():
    return Coalesce(NullIf("stakeholder__alias", Value("")), F("stakeholder__name"))


def actors_of(rows):
    """[`RightsActor`] of rows of `rights_contacts`: the latest met first, then those only invited. A meeting counts
    once, whether its record names the actor or an invitation does."""
    found: dict = {}
    counted = set()
    for called, state, day, number in rows:
        key = called.casefold()
        actor = found.setdefault(key, RightsActor(called))
        if state == InteractionState.HELD and day and (key, number) not in counted:
            counted.add((key, number))
            actor.met += 1
            actor.last_on = max(actor.last_on or _NEVER, dt.date.fromisoformat(day))
    actors = sorted(found.values(), key=lambda actor: actor.name.casefold())
    return sorted(actors, key=lambda actor: actor.last_on or _NEVER, reverse=True)
