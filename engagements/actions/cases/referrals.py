"""Begin and change a referral."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from core import clock
from core.errors import Refused
from core.saving import save_version, stripped
from engagements import policy
from engagements.actions.cases import codes
from engagements.actions.cases.common import check_interim, check_line, plain, record
from engagements.actions.personal import check_texts
from engagements.enums import CaseState, Urgency
from engagements.models import CaseReferral


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
    check_line(cluster, plan_line, by)
    check_interim(interim_measures, interim_by)
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
        case.code = codes.new_code()
        try:
            with transaction.atomic():
                case.save(force_insert=True)
            break
        except IntegrityError:
            case.pk = None
    else:
        raise Refused(_("No code could be made. Try again."))
    record("case.opened", case, by, after={"state": str(case.state)})
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
    changes = stripped(changes)
    if "plan_line" in changes and getattr(changes["plan_line"], "pk", None) != case.plan_line_id:
        check_line(case.cluster, changes["plan_line"], by)
    if not changes.get("interim_measures", case.interim_measures):
        changes["interim_by"] = None
    else:
        check_interim(True, changes.get("interim_by", case.interim_by))
    check_texts({name: changes[name] for name in ("notes", "outcome") if name in changes}, names_nobody=names_nobody)
    kept = [name for name in ("urgency", "interim_measures", "interim_by") if name in changes]
    before = {name: plain(getattr(case, name)) for name in kept}
    for name, value in changes.items():
        setattr(case, name, value)
    case.clean_fields(exclude={field.name for field in case._meta.fields} - set(changes) | {"plan_line"})
    save_version(case, expected_version, by, updated_at=clock.now(), **changes)
    record("case.changed", case, by, before=before, after={name: plain(changes[name]) for name in kept})
    return case
