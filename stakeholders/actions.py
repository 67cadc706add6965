"""Writes to the register. Names, aliases and words never enter the trail: it is kept for ever."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from clusters.actions import hold_cluster
from clusters.enums import Aor
from core import audit, clock
from core.errors import Refused, Stale
from core.saving import save_version, stripped
from core.texts import says
from stakeholders import policy
from stakeholders.enums import Brings, Relation, StakeholderKind, WayOfWorking
from stakeholders.models import IndependenceNote, Stakeholder, StakeholderReader, StakeholderStanding

# What the trail keeps old and new of.
_KEPT = ("kind", "family", "relation", "channels", "is_archived")
_FIELDS = (
    "kind",
    "family",
    "name",
    "alias",
    "organisation",
    "contact",
    "level",
    "brings",
    "brings_note",
    "ways",
    "areas",
    "deployed_from",
    "deployed_until",
    "relation",
    "obstacle",
    "channels",
)
_NO_NAME = _("Under an alias no name, no contact and no organisation may be kept.")


def _record(verb, row, by, *, before=None, after=None):
    audit.record(verb=verb, target=row, by=by, cluster_id=row.cluster_id, before=before, after=after, label=str(row))


def _kept(row):
    return {name: row.is_archived if name == "is_archived" else str(getattr(row, name)) for name in _KEPT}


def _clean(values):
    """Texts trimmed, what they bring and how they work without doubles and in the order of the list."""
    cleaned = stripped(values)
    for name, choices in (("brings", Brings), ("ways", WayOfWorking), ("areas", Aor)):
        if unknown := set(cleaned.get(name, ())) - set(choices.values):
            raise ValidationError({name: _("There is no such choice: %(value)s.") % {"value": sorted(unknown)[0]}})
        if name in cleaned:
            cleaned[name] = [value for value in choices.values if value in cleaned[name]]
    if cleaned.get("relation") in (Relation.REGULAR, Relation.SOMETIMES):
        cleaned["obstacle"] = ""
    return cleaned


def _check_protected(values):
    """No name may come in where an alias protects."""
    errors = {name: [_NO_NAME] for name in ("name", "contact", "organisation") if values.get(name)}
    if not values.get("alias"):
        errors["alias"] = [_("Choose an alias that says nothing about who they are.")]
    if errors:
        raise ValidationError(errors)


def _validated(row):
    if row.is_protected:
        _check_protected({name: getattr(row, name) for name in ("name", "contact", "organisation", "alias")})
    elif not row.name:
        raise ValidationError({"name": [_("Say what they are called, or protect them by an alias.")]})
    begins, ends = row.deployed_from, row.deployed_until
    if (begins or ends) and row.kind != StakeholderKind.ADVISER:
        raise ValidationError({"deployed_from": [_("Only a human rights adviser has days of deployment.")]})
    if begins and ends and ends < begins:
        raise ValidationError({"deployed_until": [_("The end lies before the start.")]})
    row.full_clean(exclude=["cluster", "created_by", "protected_by", "organisation"], validate_constraints=False)


@transaction.atomic
def add_stakeholder(*, cluster, is_protected=False, by, **values):
    """Add an actor to the register of a cluster. Coordinators. With `is_protected` only an alias is accepted: a name, a
    contact or an organisation given with it is refused, and nothing of it is kept. Twice adds twice."""
    policy.check_keeps_register(by, cluster.pk)
    row = Stakeholder(cluster=cluster, is_protected=is_protected, created_by=by, **_clean(values))
    if is_protected:
        row.protected_by, row.protected_at = by, clock.now()
    _validated(row)
    row.save(force_insert=True)
    _record("stakeholder.added", row, by, after={**_kept(row), "is_protected": is_protected})
    return row


@transaction.atomic
def change_stakeholder(*, stakeholder, expected_version, by, **values):
    """Change what the register says. Coordinators. A protected one takes no name."""
    policy.check_keeps_register(by, stakeholder.cluster_id)
    if unknown := set(values) - set(_FIELDS):
        raise TypeError(f"not of the register: {sorted(unknown)}")
    before, changes = _kept(stakeholder), _clean(values)
    for name, value in changes.items():
        setattr(stakeholder, name, value)
    _validated(stakeholder)
    save_version(stakeholder, expected_version, by, updated_at=clock.now(), **changes)
    _record("stakeholder.changed", stakeholder, by, before=before, after=_kept(stakeholder))
    return stakeholder


@transaction.atomic
def protect_stakeholder(*, stakeholder, alias, expected_version, by):
    """From now on an alias alone: name, contact and organisation are wiped out for good, and who is not a coordinator
    or named sees nothing of them any more. Refused while a text of the entry still says the name."""
    policy.check_keeps_register(by, stakeholder.cluster_id)
    if stakeholder.is_protected:
        return stakeholder
    alias, name = alias.strip(), stakeholder.name.strip()
    if not alias:
        raise ValidationError({"alias": _("Choose an alias that says nothing about who they are.")})
    # Nobody judges or writes about them under the name while it is wiped out.
    hold_cluster(stakeholder.cluster)
    if says(alias, name):
        raise ValidationError({"alias": _("This alias says the name.")})
    for field in ("brings_note", "obstacle"):
        if says(getattr(stakeholder, field), name):
            raise ValidationError({"alias": _("A text of this entry still says the name. Take it out first.")})
    note = IndependenceNote.objects.visible_to(by).filter(stakeholder=stakeholder).first()
    if note is not None and says(note.text, name):
        raise ValidationError({"alias": _("The note on independence still says the name. Take it out first.")})
    # Judgements are never changed: a note that says the name is wiped out with it.
    judged = StakeholderStanding.objects.visible_to(by).filter(stakeholder=stakeholder).exclude(note="")
    saying = [row.pk for row in judged if says(row.note, name)]
    StakeholderStanding.objects.visible_to(by).filter(pk__in=saying).update(note="")
    wiped = {"name": "", "contact": "", "organisation": None}
    save_version(
        stakeholder,
        expected_version,
        by,
        is_protected=True,
        alias=alias,
        protected_by=by,
        protected_at=clock.now(),
        updated_at=clock.now(),
        **wiped,
    )
    _record("stakeholder.protected", stakeholder, by, before={"is_protected": False}, after={"is_protected": True})
    return stakeholder


@transaction.atomic
def archive_stakeholder(*, stakeholder, is_archived, expected_version, by):
    """Take an entry out of the register, or back into it. What was recorded with them stays."""
    policy.check_keeps_register(by, stakeholder.cluster_id)
    if stakeholder.is_archived == is_archived:
        return stakeholder
    before = {"is_archived": stakeholder.is_archived}
    save_version(stakeholder, expected_version, by, is_archived=is_archived, updated_at=clock.now())
    _record("stakeholder.archived", stakeholder, by, before=before, after={"is_archived": is_archived})
    return stakeholder


@transaction.atomic
def name_reader(*, stakeholder, person, by):
    """Let somebody of the circle see a protected stakeholder. Coordinators; naming again changes nothing."""
    policy.check_keeps_register(by, stakeholder.cluster_id)
    if not stakeholder.is_protected:
        raise Refused(_("Everybody of the cluster sees this entry already."))
    if not policy.nameable_people(stakeholder.cluster).filter(pk=person.pk).exists():
        raise ValidationError({"person": _("Only people of this cluster can be named.")})
    row, is_new = StakeholderReader.objects.visible_to(by).get_or_create(
        stakeholder=stakeholder, user=person, defaults={"named_by": by}
    )
    if is_new:
        _record("stakeholder.reader_named", stakeholder, by, after={"user": person.pk})
    return row


@transaction.atomic
def remove_reader(*, stakeholder, person_id, by):
    """Take a named reader off; nothing happens where nobody is named."""
    policy.check_keeps_register(by, stakeholder.cluster_id)
    gone, _rows = StakeholderReader.objects.visible_to(by).filter(stakeholder=stakeholder, user=person_id).delete()
    if gone:
        _record("stakeholder.reader_removed", stakeholder, by, before={"user": person_id})


@transaction.atomic
def write_independence(*, stakeholder, text, may_drive_out, expected_version, by):
    """What the coordinators think of the independence of a body. `expected_version` is 0 for the first note."""
    policy.check_keeps_register(by, stakeholder.cluster_id)
    text = text.strip()
    if not text:
        raise ValidationError({"text": _("Say in a sentence how independent they are.")})
    # Of two who write the first one at once the second is told.
    hold_cluster(stakeholder.cluster)
    note = IndependenceNote.objects.visible_to(by).filter(stakeholder=stakeholder).first()
    if note is None:
        if expected_version:
            raise Stale
        note = IndependenceNote(stakeholder=stakeholder, text=text, may_drive_out=may_drive_out, written_by=by)
        note.full_clean(exclude=["stakeholder", "written_by"])
        note.save(force_insert=True)
    else:
        save_version(
            note,
            expected_version,
            by,
            text=text,
            may_drive_out=may_drive_out,
            written_by=by,
            updated_at=clock.now(),
        )
    _record("stakeholder.independence", stakeholder, by, after={"may_drive_out": may_drive_out})
    return note


@transaction.atomic
def record_standing(*, stakeholder, assessed_on, influence=None, interest=None, stance, note="", expected_number, by):
    """How much influence and interest (1 little to 5 much, None: cannot tell) a stakeholder has on a day, and where
    they stand. Coordinators. A new row each time; `expected_number` is the newest that was read, 0 for none, and
    `Stale` when there is a newer one. The day is not in the future and not before the last one."""
    policy.check_keeps_register(by, stakeholder.cluster_id)
    hold_cluster(stakeholder.cluster)
    latest = StakeholderStanding.objects.visible_to(by).filter(stakeholder=stakeholder).order_by("-number").first()
    if (latest.number if latest else 0) != expected_number:
        raise Stale
    if assessed_on > clock.day_of(by):
        raise ValidationError({"assessed_on": _("This day lies in the future.")})
    if latest is not None and assessed_on < latest.assessed_on:
        raise ValidationError({"assessed_on": _("There is a judgement of a later day already.")})
    for name, value in (("influence", influence), ("interest", interest)):
        if value is not None and not 1 <= value <= 5:
            raise ValidationError({name: _("From 1 (little) to 5 (much).")})
    row = StakeholderStanding(
        stakeholder=stakeholder,
        number=expected_number + 1,
        assessed_on=assessed_on,
        influence=influence,
        interest=interest,
        stance=stance,
        note=note.strip(),
        recorded_by=by,
    )
    row.full_clean(exclude=["stakeholder", "recorded_by"], validate_unique=False, validate_constraints=False)
    row.save(force_insert=True)
    _record("stakeholder.standing", stakeholder, by, after={"number": row.number})
    return row
