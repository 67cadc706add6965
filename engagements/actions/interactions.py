"""Writes to interactions: record, change, move on, follow up.

The trail keeps kinds, states, days and marks, never topics, points or with whom.

A contact that was held is a fact: it is recorded even where information was passed on past a shut gate of the plan
line. Which gates were shut is then kept with it, and the trail tells of it by an entry of its own (MATRIX H002, H007).
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit, clock
from core import policy as visibility
from core.errors import Refused
from core.saving import save_version, stripped
from engagements import policy, rules
from engagements.actions.exporting import record_taken_along
from engagements.actions.gates import shut_keys
from engagements.actions.letter import unname_meetings
from engagements.enums import PASSED_ON, Channel, Exposure, InteractionState, StepOwner
from engagements.models import Interaction, InteractionSeries

# Fields of which the trail keeps old and new value; of the others it keeps that they changed.
_KEPT = (
    "delivery",
    "kind",
    "state",
    "on",
    "moment",
    "side",
    "is_closed",
    "channel",
    "attendance",
    "follow_up_on",
    "exposure",
)
_TEXTS = ("slot", "with_whom", "topic", "speakers", "points", "debrief", "through_whom", "follow_up", "follow_up_role")
LINKS = ("plan_line", "entry", "review", "mechanism", "theme", "series", "stakeholder")
FIELDS = frozenset({*_KEPT, *_TEXTS, *LINKS})
_NO_CONTACT = ("with_whom", "speakers", "through_whom")


def record(verb, row, *, by, before=None, after=None):
    """One audit entry about an interaction or a series, under a neutral label. It stands for itself, not under the plan
    line: an entry there would tell those who see the line that something closed hangs on it."""
    audit.record(
        verb=verb,
        target=row,
        by=by,
        cluster_id=row.cluster_id,
        before=before,
        after=after,
        label=audit.neutral_label(row),
    )


def plain(value):
    """A value as the trail keeps it."""
    return value.isoformat() if hasattr(value, "isoformat") else str(value) if isinstance(value, str) else value


def check_links(row, by, *, names=LINKS):
    """What it is tied to must be seen by its writer and belong to its cluster or country. `names`: the links that are
    new; one that she has not touched stays, whether or not she still sees where it leads."""
    line = row.plan_line if "plan_line" in names else None
    if line is not None and (line.cluster_id != row.cluster_id or not visibility.is_visible(line, by)):
        raise ValidationError({"plan_line": _("This plan line does not exist in this cluster.")})
    if isinstance(row, InteractionSeries):
        return
    series, entry, known, review = (
        getattr(row, name) if name in names else None for name in ("series", "entry", "stakeholder", "review")
    )
    if known is not None and (known.cluster_id != row.cluster_id or not visibility.is_visible(known, by)):
        raise ValidationError({"stakeholder": _("This entry is not in the register of the cluster.")})
    if series is not None and (series.cluster_id != row.cluster_id or not visibility.is_visible(series, by)):
        raise ValidationError({"series": _("This series does not exist in this cluster.")})
    if entry is not None:
        if not visibility.is_visible(entry, by):
            raise ValidationError({"entry": _("This date does not exist.")})
        if entry.country_id not in (None, row.cluster.country_id) or entry.cluster_id not in (None, row.cluster_id):
            raise ValidationError({"entry": _("This date belongs to another country.")})
    if review is not None and review.country_id != row.cluster.country_id:
        raise ValidationError({"review": _("This review is of another country.")})


def _check(row, today):
    for name in _NO_CONTACT:
        if rules.holds_a_contact(getattr(row, name)):
            raise ValidationError({name: _("Write the function only, without an address or a telephone number.")})
    if row.state == InteractionState.HELD:
        if row.on is None:
            raise ValidationError({"on": _("Say on which day it was.")})
        if row.on > today:
            raise ValidationError({"on": _("This day lies ahead. Choose “Proposed” or “Accepted” until then.")})
    if row.channel == Channel.INDIRECT and not row.through_whom:
        raise ValidationError({"through_whom": _("Say through whom the information goes.")})
    if (row.follow_up_on or row.follow_up_role) and not row.follow_up:
        raise ValidationError({"follow_up": _("Say what is to be followed up.")})
    row.full_clean(exclude=["cluster", *LINKS, "created_by", "followed_up_by"])


def _owner_of_follow_up(by, cluster):
    """The recorder's own role, leads first; whoever holds it is reminded, so that a hand-over loses nothing."""
    held = policy.roles_in(by, cluster)
    return next((owner for owner in StepOwner if owner in held), StepOwner.COORDINATOR)


def _is_passed_on(row):
    return row.state == InteractionState.HELD and row.kind in PASSED_ON


def _tell_unsettled(row, by):
    if row.unsettled:
        record("interaction.unsettled", row, by=by, after={"gates": row.unsettled})


@transaction.atomic
def record_interaction(*, cluster, by, state="", **fields):
    """Record a contact of `cluster`, held or coming. Whoever belongs to the cluster.

    Fields of `FIELDS`; needed are kind, with_whom and topic. Without `side` it follows from the kind. Without `state`
    it is held, or proposed where its day (local to the writer) lies ahead or is not given. What a plan line knows
    (date, review, mechanism, mark) is taken from it where not given; without line and mark it is restricted. A
    follow-up belongs to the recorder's role. Held in a series: the series waits for its next day. Raises
    `ValidationError` with the field's name; twice records two.
    """
    policy.check_can_record(by, cluster.pk)
    _known(fields)
    today = clock.day_of(by)
    row = Interaction(cluster=cluster, created_by=by, **stripped(fields))
    line = row.plan_line
    if line is not None:
        # A date is tied only where the writer sees it: the line alone is no leave to.
        if row.entry is None and line.entry is not None and visibility.is_visible(line.entry, by):
            row.entry = line.entry
        row.review = row.review or line.review
        row.mechanism = row.mechanism or (None if line.mechanism.is_none else line.mechanism)
    elif row.entry is not None:
        row.review = row.review or row.entry.review
        row.mechanism = row.mechanism or row.entry.mechanism
    if not fields.get("side"):
        row.side = rules.side_of(row.kind, row.mechanism)
    if not fields.get("exposure"):
        row.exposure = line.exposure if line is not None else Exposure.RESTRICTED
    row.state = state or (InteractionState.HELD if row.on and row.on <= today else InteractionState.PROPOSED)
    if row.follow_up and not row.follow_up_role:
        row.follow_up_role = _owner_of_follow_up(by, cluster)
    check_links(row, by)
    _check(row, today)
    row.unsettled = shut_keys(row.plan_line, by) if _is_passed_on(row) else []
    row.save(force_insert=True)
    policy.check_still_visible(row, by)
    record(
        "interaction.recorded",
        row,
        by=by,
        after={
            "kind": str(row.kind),
            "state": str(row.state),
            "on": plain(row.on),
            "exposure": str(row.exposure),
            "plan_line": row.plan_line_id,
        },
    )
    _tell_unsettled(row, by)
    _count_on(row, by)
    return row


def _known(fields):
    unknown = set(fields) - FIELDS
    if unknown:
        raise TypeError(f"An interaction has no {', '.join(sorted(unknown))}")


def _count_on(row, by):
    """The series of what was held waits for its next day."""
    if row.series_id is None or row.state != InteractionState.HELD:
        return
    series = InteractionSeries.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=row.series_id).first()
    if series is None or series.is_ended or series.next_on is None:
        return
    rhythm = {"starts_on": series.starts_on, "every": series.every, "unit": series.unit}
    following = rules.next_occurrence(**rhythm, after=series.next_on)
    # One held a few days early is the one that was due; an old one entered late is not.
    if row.on < series.next_on - (following - series.next_on) / 2:
        return
    following = rules.next_occurrence(**rhythm, after=max(row.on, series.next_on))
    save_version(series, series.version, by, next_on=following, updated_at=clock.now())


@transaction.atomic
def edit_interaction(*, interaction, expected_version, by, **changes):
    """Change any of `FIELDS`. The coordinators, and whoever recorded it. `Stale` when somebody changed it since
    `expected_version`; unchanged values write nothing but are no error."""
    policy.check_can_change_interaction(by, interaction)
    policy.check_still_visible(interaction, by)
    _known(changes)
    changes = stripped(changes)
    before = {name: getattr(interaction, name) for name in changes}
    changes = {name: value for name, value in changes.items() if value != before[name]}
    was_held, was_passed_on = interaction.state == InteractionState.HELD, _is_passed_on(interaction)
    for name, value in changes.items():
        setattr(interaction, name, value)
    if interaction.follow_up and not interaction.follow_up_role:
        changes["follow_up_role"] = interaction.follow_up_role = _owner_of_follow_up(by, interaction.cluster)
    if not interaction.follow_up and interaction.followed_up_at:
        changes |= {"followed_up_at": None, "followed_up_by": None}
        interaction.followed_up_at = interaction.followed_up_by = None
    check_links(interaction, by, names=set(changes))
    _check(interaction, clock.day_of(by))
    is_newly_out = _is_passed_on(interaction) and (not was_passed_on or "plan_line" in changes)
    if is_newly_out or not _is_passed_on(interaction):
        unsettled = shut_keys(interaction.plan_line, by) if is_newly_out else []
        if unsettled != interaction.unsettled:
            changes["unsettled"] = interaction.unsettled = unsettled
    save_version(interaction, expected_version, by, updated_at=clock.now(), **changes)
    policy.check_still_visible(interaction, by)
    if not was_held:
        _count_on(interaction, by)
    kept = [name for name in changes if name in _KEPT]
    after = {name: plain(changes[name]) for name in kept}
    after["texts"] = sorted(name for name in changes if name in (*_TEXTS, *LINKS))
    if changes:
        old = {name: plain(before[name]) for name in kept}
        record("interaction.changed", interaction, by=by, before=old or None, after=after)
    if is_newly_out:
        _tell_unsettled(interaction, by)
    if policy.is_closed(interaction) and {"exposure", "plan_line"} & set(changes):
        unname_meetings(meetings=[interaction], cluster_id=interaction.cluster_id, by=by)
    return interaction


@transaction.atomic
def set_interaction_state(*, interaction, state, expected_version, by, on=None, attendance=None):
    """Accepted, held (with its day, today unless given or known), declined, cancelled, or proposed again. The
    coordinators, and whoever recorded it. The same state again is refused."""
    if state not in InteractionState.values:
        raise ValidationError({"state": _("Choose a state.")})
    if state == interaction.state:
        raise Refused(_("It is already marked so."))
    changes = {"state": InteractionState(state)}
    day = on or interaction.on
    if state == InteractionState.HELD and day is None:
        day = clock.day_of(by)
    if day != interaction.on:
        changes["on"] = day
    if attendance is not None:
        changes["attendance"] = attendance
    return edit_interaction(interaction=interaction, expected_version=expected_version, by=by, **changes)


@transaction.atomic
def finish_follow_up(*, interaction, expected_version, by, is_done=True):
    """The follow-up is done, or open again. The coordinators, whoever recorded it, and whoever holds the role it
    belongs to. Already so: refused."""
    policy.check_still_visible(interaction, by)
    roles = policy.roles_in(by, interaction.cluster)
    if interaction.follow_up_role not in roles:
        policy.check_can_change_interaction(by, interaction)
    if not interaction.follow_up:
        raise Refused(_("There is nothing to follow up here."))
    if is_done == bool(interaction.followed_up_at):
        raise Refused(_("It is already marked so."))
    save_version(
        interaction,
        expected_version,
        by,
        followed_up_at=clock.now() if is_done else None,
        followed_up_by=by if is_done else None,
        updated_at=clock.now(),
    )
    record("interaction.followed_up" if is_done else "interaction.follow_up_open", interaction, by=by)
    return interaction


def record_interaction_export(*, cluster, rows, by):
    """That somebody took closed interactions of a list along."""
    closed = [row for row in rows if policy.is_closed(row)]
    record_taken_along(verb="interactions.exported", things=closed, cluster=cluster, by=by)
