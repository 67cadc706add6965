"""Who takes part in the work of a cluster, by kind of organisation (MATRIX B019).

Few of a kind would give an organisation away. So who took part in what is counted for those who lead the cluster or
advise it, and even for them only over what each of them may see; everybody else of the circle reads the members alone.
"""

from dataclasses import dataclass, field

from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from clusters.enums import LEAD_ROLES, OrganisationKind, Role
from clusters.models import Organisation
from clusters.policy import has_role_in
from clusters.queries import member_organisations
from core import clock
from engagements import rules
from engagements.enums import SPOKEN, InteractionState, InvitationAnswer
from engagements.models import (
    ContributionRequest,
    Dispatch,
    Interaction,
    MeetingInvitation,
    MemberPosition,
    SubmittingOrganisation,
)
from engagements.queries.spans import in_year
from stakeholders.models import Stakeholder

# Always shown, also with nobody: their absence is what the overview is for.
ALWAYS = (
    OrganisationKind.NATIONAL_NGO,
    OrganisationKind.LOCAL_NGO,
    OrganisationKind.FAITH_BASED,
    OrganisationKind.COMMUNITY_BASED,
)
WAYS = {
    "contributions": _("Contributions"),
    "inputs": _("Joint inputs"),
    "statements": _("Statements"),
    "positions": _("Positions"),
    "meetings": _("Meetings"),
}


@dataclass
class KindRow:
    """The organisations of one kind: `members` now, and `took_part` {way: organisations} in the year. `label` is empty
    for those whose kind nobody has recorded."""

    kind: str
    label: str
    members: list = field(default_factory=list)
    took_part: dict = field(default_factory=dict)

    @property
    def cells(self):
        """How many took part in each way."""
        return [len(self.took_part.get(way, ())) for way in WAYS]

    @property
    def active(self):
        """Organisations that took part in any way, by name; members or not."""
        found = {one.pk: one for rows in self.took_part.values() for one in rows}
        return sorted(found.values(), key=lambda one: str(one).casefold())

    @property
    def silent(self):
        """Members that took part in nothing that the reader sees."""
        active = {one.pk for one in self.active}
        return [one for one in self.members if one.pk not in active]

    @property
    def from_outside(self):
        """How many of those who took part are no members now."""
        members = {one.pk for one in self.members}
        return sum(one.pk not in members for one in self.active)


@dataclass(frozen=True)
class Participation:
    """`is_counted`: whether the reader may see who took part; without it `took_part` of every row is empty."""

    rows: list
    is_counted: bool

    @property
    def total(self):
        return sum(len(row.members) for row in self.rows)

    @property
    def missing(self):
        """Kinds that are always shown and have neither members nor anybody who took part."""
        return [row.label for row in self.rows if row.kind in ALWAYS and not row.members and not row.active]


def may_count(user, cluster):
    """Those who lead the cluster or advise it."""
    return has_role_in(user, cluster.pk, LEAD_ROLES | {Role.SAG})


def participation(user, cluster, year):
    """The `Participation` in `cluster` in `year`, for a reader who may see its people. At most eight queries, whatever
    the rows."""
    members = list(member_organisations(user, cluster))
    is_counted = may_count(user, cluster)
    took_part = _took_part(user, cluster, year) if is_counted else {}
    known = {one.pk: one for one in members}
    others = {pk for ids in took_part.values() for pk in ids} - known.keys()
    if others:
        known |= Organisation.objects.in_bulk(others)
    rows = {kind.value: KindRow(kind.value, kind.label) for kind in OrganisationKind} | {"": KindRow("", "")}
    for one in members:
        rows[one.kind].members.append(one)
    for way, ids in took_part.items():
        for one in sorted((known[pk] for pk in ids), key=lambda one: str(one).casefold()):
            rows[one.kind].took_part.setdefault(way, []).append(one)
    shown = [row for row in rows.values() if row.kind in ALWAYS or row.members or row.active]
    # Non-governmental organisations first, those without a kind last.
    first = [row for kind in ALWAYS for row in shown if row.kind == kind]
    return Participation([*first, *(row for row in shown if row.kind not in ALWAYS)], is_counted)


def _took_part(user, cluster, year):
    """{way: ids of organisations} over what `user` sees. Met: named on a contact that was held, or came to a meeting
    when invited. Five queries."""
    sent = ContributionRequest.objects.visible_to(user).filter(
        submission__plan_line__cluster=cluster, sent_at__year=year
    )
    positions = MemberPosition.objects.visible_to(user).filter(
        request__plan_line__cluster=cluster, answered_at__year=year
    )
    held = Interaction.objects.visible_to(user).filter(
        cluster=cluster,
        on__year=year,
        state=InteractionState.HELD,
        stakeholder__in=Stakeholder.objects.visible_to(user).order_by().values("pk"),
        stakeholder__organisation__isnull=False,
    )
    came = MeetingInvitation.objects.visible_to(user).filter(
        interaction__cluster=cluster,
        interaction__on__year=year,
        answer=InvitationAnswer.CAME,
        stakeholder__organisation__isnull=False,
    )
    submitting = _submitting(user, cluster, year)
    contributed = list(sent.order_by().values_list("organisation_id", "submission__kind"))
    return {
        "contributions": {pk for pk, _kind in contributed},
        "inputs": {pk for pk, kind in submitting if kind not in SPOKEN},
        "statements": {pk for pk, kind in (*submitting, *contributed) if kind in SPOKEN},
        "positions": set(positions.order_by().values_list("organisation_id", flat=True)),
        "meetings": {
            *held.order_by().values_list("stakeholder__organisation_id", flat=True),
            *came.order_by().values_list("stakeholder__organisation_id", flat=True),
        },
    }


def _submitting(user, cluster, year):
    """[(organisation, kind of text)] of the texts of `year`: of the year in which they were sent. One that is not sent
    is of the year in which it was begun, as far as its plan line reaches. One query."""
    sent = Dispatch.objects.visible_to(user).filter(submission=OuterRef("submission")).order_by()
    rows = SubmittingOrganisation.objects.visible_to(user).annotate(sent_at=Subquery(sent.values("sent_at")))
    rows = rows.filter(
        Q(sent_at__year=year) | (Q(sent_at=None) & in_year(year, line="submission__plan_line__")),
        submission__plan_line__cluster=cluster,
    )
    return [
        (organisation, kind)
        for organisation, kind, sent_at, begun_at, *span in rows.order_by().values_list(
            "organisation_id",
            "submission__kind",
            "sent_at",
            "submission__created_at",
            "submission__plan_line__year",
            "submission__plan_line__starts_on",
            "submission__plan_line__ends_on",
        )
        if sent_at or rules.is_of_year(clock.reader_day(begun_at), rules.years_of(*span), year)
    ]
