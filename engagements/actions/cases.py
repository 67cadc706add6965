"""Writes to individual cases and to the register of legal help. The trail keeps states, days and persons' numbers,
never a text; it is read only by who sees the case."""

import datetime as dt
import secrets

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from core import audit, clock
from core.errors import Refused
from engagements import policy, rules
from engagements.actions.personal import check_texts
from engagements.actions.plans import save_version
from engagements.actions.sharing import check_may_share
from engagements.actions.telling import tell
from engagements.enums import CaseState, CaseVerb, Urgency
from engagements.models import CaseDeputy, CaseMove, CaseReferral, ReferralCapacity

CASE = "engagements.casereferral"
# No letter or digit that is read as another one.
_LETTERS, _SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ", "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def new_code():
    """A code that tells nothing: three letters and five signs, all drawn by lot."""
    letters = "".join(secrets.choice(_LETTERS) for _n in range(3))
    return f"{letters}-{''.join(secrets.choice(_SIGNS) for _n in range(5))}"


def _record(verb, case, by, *, target=None, before=None, after=None):
    part = target is not None
    target = target or case
    audit.record(
        verb=verb,
        target=target,
        by=by,
        cluster_id=case.cluster_id,
        parent=f"{CASE}:{case.pk}" if part else "",
        before=before,
        after=after,
        label=f"{target._meta.verbose_name} {target.pk}",
    )


def _note_move(case, verb, by):
    CaseMove.objects.create(case=case, verb=verb, state=case.state, at=clock.now(), by=by)


def _check_line(cluster, plan_line, by):
    if plan_line is None:
        return
    if plan_line.cluster_id != cluster.pk:
        raise ValidationError({"plan_line": _("This plan line belongs to another cluster.")})
    policy.check_still_visible(plan_line, by)


def _check_interim(interim_measures, interim_by):
    if interim_measures and interim_by is None:
        raise ValidationError({"interim_by": _("Say until when the mechanism must have acted.")})


@transaction.atomic
def open_case(
    *,
    cluster,
    mechanism,
    plan_line=None,
    urgency=Urgency.ORDINARY,
    interim_measures=False,
    interim_by=None,
    notes="",
    names_nobody=False,
    by,
):
    """Begin a referral under a new code; `by` is its handler. Anybody inside the cluster. Texts go through the pattern
    check. Calling twice begins two."""
    policy.check_can_open_case(by, cluster.pk)
    _check_line(cluster, plan_line, by)
    _check_interim(interim_measures, interim_by)
    check_texts({"notes": notes}, names_nobody=names_nobody)
    case = CaseReferral(
        cluster=cluster,
        mechanism=mechanism,
        plan_line=plan_line,
        urgency=urgency,
        interim_measures=interim_measures,
        interim_by=interim_by if interim_measures else None,
        notes=notes.strip(),
        handler=by,
    )
    case.clean_fields(exclude=["code", "cluster", "mechanism", "plan_line", "handler"])
    for _attempt in range(5):
        case.code = new_code()
        try:
            with transaction.atomic():
                case.save(force_insert=True)
            break
        except IntegrityError:
            case.pk = None
    else:
        raise Refused(_("No code could be made. Try again."))
    _record("case.opened", case, by, after={"state": str(case.state)})
    return case


@transaction.atomic
def edit_case(*, case, expected_version, names_nobody=False, by, **changes):
    """Change urgency, interim measures, plan line, notes, outcome. Handler and deputies, until it is closed."""
    policy.check_can_act_on_case(by, case)
    unknown = set(changes) - {"urgency", "interim_measures", "interim_by", "plan_line", "notes", "outcome"}
    if unknown:
        raise TypeError(f"edit_case does not change {', '.join(sorted(unknown))}")
    if case.state == CaseState.CLOSED:
        raise Refused(_("This case is closed."))
    changes = {name: value.strip() if isinstance(value, str) else value for name, value in changes.items()}
    if "plan_line" in changes and getattr(changes["plan_line"], "pk", None) != case.plan_line_id:
        _check_line(case.cluster, changes["plan_line"], by)
    if not changes.get("interim_measures", case.interim_measures):
        changes["interim_by"] = None
    else:
        _check_interim(True, changes.get("interim_by", case.interim_by))
    check_texts({name: changes[name] for name in ("notes", "outcome") if name in changes}, names_nobody=names_nobody)
    kept = [name for name in ("urgency", "interim_measures", "interim_by") if name in changes]
    before = {name: _plain(getattr(case, name)) for name in kept}
    for name, value in changes.items():
        setattr(case, name, value)
    case.clean_fields(exclude={field.name for field in case._meta.fields} - set(changes) | {"plan_line"})
    save_version(case, expected_version, by, updated_at=clock.now(), **changes)
    _record("case.changed", case, by, before=before, after={name: _plain(changes[name]) for name in kept})
    return case


def _plain(value):
    return value.isoformat() if hasattr(value, "isoformat") else value


@transaction.atomic
def move_case(*, case, verb, expected_version, by, consent_on=None, consent_scope="", names_nobody=False):
    """Make one move of `rules.CASE_TRANSITIONS`. Handler and deputies; consent is the handler's to record. `consent`
    takes its day and what it covers. `withdraw_consent` closes the case and blanks its texts for good."""
    transition = rules.find_case_move(case.state, verb)
    if transition is None:
        raise Refused(
            _("“%(verb)s” is not possible: this case is %(state)s.")
            % {"verb": CaseVerb(verb).label, "state": case.get_state_display().lower()}
        )
    changes = {"state": transition.target, "updated_at": clock.now()}
    if verb == CaseVerb.CONSENT:
        policy.check_can_handle_case(by, case)
        changes |= _consent(consent_on, consent_scope, names_nobody)
    else:
        policy.check_can_act_on_case(by, case)
    has_consent = (case.consent_on or changes.get("consent_on")) is not None and case.consent_withdrawn_on is None
    if problem := rules.case_move_problem(transition, has_consent=has_consent):
        raise Refused(problem)
    if verb == CaseVerb.WITHDRAW_CONSENT:
        changes |= {
            "consent_withdrawn_on": clock.today(),
            "consent_scope": "",
            "notes": "",
            "outcome": "",
            "interim_measures": False,
            "interim_by": None,
        }
    before = case.state
    save_version(case, expected_version, by, **changes)
    _note_move(case, verb, by)
    _record(
        "case.moved",
        case,
        by,
        before={"state": str(before)},
        after={"state": str(transition.target), "verb": str(verb)},
    )
    return case


def _consent(consent_on, scope, names_nobody):
    scope = scope.strip()
    errors = {}
    if consent_on is None:
        errors["consent_on"] = _("Say on which day consent was given.")
    elif consent_on > clock.today():
        errors["consent_on"] = _("This day lies in the future.")
    if not scope:
        errors["consent_scope"] = _("Say what the consent covers.")
    if errors:
        raise ValidationError(errors)
    check_texts({"consent_scope": scope}, names_nobody=names_nobody)
    return {"consent_on": consent_on, "consent_scope": scope}


@transaction.atomic
def name_deputy(*, case, person, by):
    """Let `person` stand in. The handler only; people of the cluster with whom closed material may be shared. Naming
    twice changes nothing."""
    policy.check_can_handle_case(by, case)
    if not policy.nameable_people(case.cluster).filter(pk=person.pk).exists():
        raise ValidationError({"person": _("Only people of this cluster and its OHCHR partner can be named.")})
    if person.pk == case.handler_id:
        raise ValidationError({"person": _("The handler needs no name here.")})
    check_may_share(case.cluster, [person])
    deputy, is_new = CaseDeputy.objects.visible_to(by).get_or_create(case=case, user=person, defaults={"added_by": by})
    if is_new:
        _record("case.deputy_named", case, by, target=deputy, after={"user_id": person.pk})
        tell(f"case:{case.pk}:{deputy.pk}", [person])
    return deputy


@transaction.atomic
def unname_deputy(*, case, person, by):
    """Take a deputy off. The handler only."""
    policy.check_can_handle_case(by, case)
    deputy = CaseDeputy.objects.visible_to(by).filter(case=case, user=person).first()
    if deputy is None:
        raise Refused(_("This person is not named here."))
    number = deputy.pk
    deputy.delete()
    deputy.pk = number
    _record("case.deputy_removed", case, by, target=deputy, before={"user_id": person.pk})


@transaction.atomic
def hand_over_case(*, case, person, expected_version, by):
    """Another handler: given by the handler to a deputy, or taken by a deputy once the handler has left. The handler
    before is no longer of the case."""
    policy.check_can_act_on_case(by, case)
    has_left = policy.handler_has_left(case)
    if by.pk != case.handler_id and not (has_left and person.pk == by.pk):
        raise Refused(_("Only the handler may hand this over, or a deputy take it once the handler has left."))
    deputies = CaseDeputy.objects.visible_to(by).filter(case=case, user=person)
    if not deputies.exists() or not policy.is_of_case(person, case):
        raise ValidationError({"person": _("Name this person as deputy first.")})
    before = case.handler_id
    # The row is taken before the name goes: a name is a deputy's right to it.
    save_version(case, expected_version, by, handler=person, updated_at=clock.now())
    CaseDeputy.objects.visible_to(person).filter(case=case, user=person).delete()
    _record("case.handed_over", case, by, before={"handler": before}, after={"handler": person.pk})
    if person.pk != by.pk:
        tell(f"case:{case.pk}:h{case.version}", [person])
    return case


@transaction.atomic
def tell_deputies_of_left_handlers():
    """For each open case whose handler belongs to the cluster no more: its deputies are told, once for each handler.
    Called daily by the portal itself. Returns how many cases."""
    cases = CaseReferral.objects.unscoped("the daily look at cases without a handler")
    left = 0
    for case in cases.filter(state__in=rules.OPEN_STATES).select_related("handler"):
        if not policy.handler_has_left(case):
            continue
        deputies = CaseDeputy.objects.unscoped("they are told").filter(case=case).select_related("user")
        people = [deputy.user for deputy in deputies if policy.is_of_case(deputy.user, case)]
        if not people:
            continue
        left += 1
        # The same day for every run, so that it is told once.
        tell(f"case:{case.pk}:left{case.handler_id}", people, due_on=clock.local_day(case.created_at, "UTC"))
    return left


@transaction.atomic
def tell_interim_days():
    """One day before interim measures are needed, and on the day: a neutral word to handler and deputies, once. Called
    daily by the portal itself. Returns how many cases."""
    today = clock.today()
    cases = CaseReferral.objects.unscoped("the daily look at days by which mechanisms must have acted")
    near = cases.filter(
        state__in=rules.OPEN_STATES, interim_by__gte=today, interim_by__lte=today + dt.timedelta(days=1)
    )
    count = 0
    for case in near.select_related("handler"):
        deputies = CaseDeputy.objects.unscoped("they are told").filter(case=case).select_related("user")
        people = [case.handler, *(deputy.user for deputy in deputies)]
        tell(f"case:{case.pk}:interim", [one for one in people if policy.is_of_case(one, case)], due_on=case.interim_by)
        count += 1
    return count


# --- Legal help ------------------------------------------------------------------------------------------------------


@transaction.atomic
def save_capacity(
    *, cluster, organisation, rights, areas, reach, exposure, looked_at_on=None, capacity=None, expected_version=0, by
):
    """Enter or change what legal help an organisation offers. Coordinators; a member for her own organisation. Rights
    and areas name no case; who may know is the mark's to say."""
    policy.check_can_write_capacity(by, cluster.pk, organisation.pk)
    texts = {"rights": rights.strip(), "areas": areas.strip(), "reach": reach.strip()}
    values = {**texts, "organisation": organisation, "exposure": exposure, "looked_at_on": looked_at_on}
    is_new = capacity is None
    if is_new:
        capacity = ReferralCapacity(cluster=cluster, created_by=by, **values)
        capacity.full_clean()
        capacity.save(force_insert=True)
    else:
        if capacity.organisation_id != organisation.pk:
            policy.check_can_write_capacity(by, cluster.pk, capacity.organisation_id)
        trial = ReferralCapacity(cluster=cluster, created_by=capacity.created_by, **values)
        trial.full_clean()
        save_version(capacity, expected_version, by, updated_at=clock.now(), **values)
    policy.check_still_visible(capacity, by)
    audit.record(
        verb="capacity.entered" if is_new else "capacity.changed",
        target=capacity,
        by=by,
        cluster_id=cluster.pk,
        after={"organisation": str(organisation), "exposure": str(exposure)},
        label=str(capacity),
    )
    return capacity
