"""Reads of positions: what the gates page shows, and what an organisation is asked."""

from dataclasses import dataclass, field

from django.db.models import F, IntegerField, Q, TextField, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from clusters.models import Membership
from clusters.policy import running
from core import clock
from engagements import policy, rules
from engagements.enums import HctDecision, LeadAgencyWay
from engagements.models import (
    HctPosition,
    LeadAgencyBacking,
    MemberPosition,
    MembersInformed,
    PositionRequest,
    Submission,
)
from engagements.queries.submissions import newest_version


@dataclass(frozen=True)
class AskingInWords:
    """An asking with the answers that the reader may see, silence counted."""

    request: PositionRequest
    positions: list = field(default_factory=list)
    is_newest: bool = False
    endorsed: int = 0


def texts_of(user, line):
    """The texts on a line that `user` sees, newest first."""
    return list(Submission.objects.visible_to(user).filter(plan_line=line).order_by("-pk"))


def text_on(user, line, pk):
    """One text of the line with what gates ask of it, and its newest version: (None, None) where there is none."""
    submission = Submission.objects.visible_to(user).filter(pk=pk, plan_line=line).first()
    if submission is None:
        return None, None
    submission.plan_line = line
    return submission, newest_version(user, submission)


def text_with_newest(user, line_id, pk):
    """One text of the line with everything that its gates look at, its newest version included, or None. One query."""
    rows = Submission.objects.visible_to(user).filter(pk=pk, plan_line=line_id)
    joined = rows.select_related("plan_line__cluster__country", "plan_line__mechanism", "requirement")
    return policy.with_newest(joined).first()


@dataclass(frozen=True)
class Said:
    """A record of what somebody said: `tone` for its pill, `where` the forum, the office or the way."""

    label: object
    tone: str
    on: object
    where: str
    note: str
    by: str
    number: int | None = None


def records(user, line):
    """{"hct", "informed", "agency": [Said, newest first]}, as far as `user` may see them. One query."""
    # Cast, not a bare NULL: PostgreSQL types the columns of a union two by two.
    none, nothing = Cast(Value(None), IntegerField()), Value("", output_field=TextField())
    hct = _of_line(HctPosition, user, line, "hct", said=F("position"), where=F("forum"), words=F("note"), n=none)
    told = _of_line(MembersInformed, user, line, "informed", said=nothing, where=F("how"), words=nothing, n=none)
    agency = _of_line(
        LeadAgencyBacking, user, line, "agency", said=F("way"), where=F("who"), words=F("note"), n=F("version__number")
    )
    found = {"hct": [], "informed": [], "agency": []}
    labels = {"hct": HctDecision, "agency": LeadAgencyWay}
    for kind, said, where, words, number, on, by, _pk in sorted(
        hct.union(told, agency, all=True), key=lambda row: (row[5], row[7]), reverse=True
    ):
        label = labels[kind](said).label if kind in labels else _("Informed")
        tone = "danger" if said == "declined" else "ok"
        found[kind].append(Said(label, tone, on, where, words, by or "", number))
    return found


def _of_line(model, user, line, kind, *, said, where, words, n):
    rows = model.objects.visible_to(user).filter(plan_line=line).order_by()
    text = TextField()
    return rows.values_list(
        Value(kind, output_field=text),
        Cast(said, text),
        Cast(where, text),
        Cast(words, text),
        n,
        "on",
        "recorded_by__name",
        "pk",
    )


def askings(user, line):
    """The askings about a line or a text on it, newest first, each with the answers that the reader may see. One
    query."""
    rows = MemberPosition.objects.visible_to(user).filter(request__plan_line=line)
    rows = rows.select_related("organisation", "answered_by", "request__version__submission")
    found = []
    for request, positions in policy.grouped(rows):
        counts = rules.silence_is_counted(
            [position.answer for position in positions], silence_counts=request.silence_counts, quorum=request.quorum
        )
        for position in positions:
            _mark_silence(request, position, counts)
        found.append(AskingInWords(request, positions))
    return found


def _mark_silence(request, position, silence_counts):
    """How an answer counts today. Who sees only her own answer does not know whether a quorum is reached: to her,
    silence stays silence."""
    position.counted = rules.counted(
        position.answer, due_on=request.due_on, silence_counts=silence_counts, today=clock.today(clock.LAST_ZONE)
    )
    position.is_silent = bool(position.counted and not position.answer)


def asked_of(user, *, open_only=True):
    """The positions asked of the organisations for which `user` speaks, next due day first; open ones are those that
    can still be answered: what is asked about a text that has changed since, or was asked again, waits for nobody. One
    query."""
    held = Membership.objects.filter(running(), user=user, organisation__isnull=False).order_by()
    rows = MemberPosition.objects.visible_to(user).filter(organisation__in=held.values("organisation_id"))
    rows = rows.filter(_own_cluster(held))
    if open_only:
        as_asked = Q(request__version__text_hash=F("request__version__submission__text_hash"))
        rows = rows.filter(Q(request__version=None) | as_asked, ~policy.asked_again(), answer="")
    rows = rows.select_related(
        "organisation",
        "answered_by",
        "request__plan_line__cluster",
        "request__plan_line__mechanism",
        "request__version__submission",
        "request__asked_by",
    ).defer("request__version__tree", "request__version__sections")
    return rows.order_by("request__due_on", "pk")


def _own_cluster(held):
    """The organisation is asked as a member of that very cluster, or of the national one above it."""
    clusters = held.values("cluster_id")
    where = "request__plan_line__cluster"
    return Q(**{f"{where}__in": clusters}) | Q(**{f"{where}__parent__in": clusters})


def position(user, pk):
    """One position that `user` may see, or None."""
    rows = MemberPosition.objects.visible_to(user).filter(pk=pk)
    return rows.select_related(
        "organisation",
        "answered_by",
        "request__asked_by",
        "request__version__submission",
        "request__plan_line__cluster__country",
        "request__plan_line__mechanism",
    ).first()


def may_answer(user, found):
    """(whether `user` speaks for the organisation, whether she may write down what it said elsewhere)."""
    line = found.request.plan_line
    return policy.speaks_for(user, found.organisation_id, line.cluster), policy.can_plan(
        policy.roles_in(user, line.cluster)
    )


def asking(user, line, pk):
    """One asking about the line or a text on it, or None."""
    return PositionRequest.objects.visible_to(user).filter(pk=pk, plan_line=line).first()
