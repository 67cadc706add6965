"""What a plan line and its steps must be before they are written. Each raises `ValidationError` at its field."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from engagements import policy, rules
from engagements.enums import Aor, Reason
from engagements.models import PlanAim
from mechanisms.enums import ThemeKind
from mechanisms.models import Theme


def known_groups(keys):
    """The keys of `keys` that are groups of people in the catalogue: tags, never persons."""
    groups = Theme.objects.filter(kind=ThemeKind.GROUP, key__in=keys)
    return set(groups.values_list("key", flat=True)) if keys else set()


def check_tags(line, changed):
    """Lists hold words of the lists alone. Asks the database only about what `changed`."""
    if set(line.reasons) - set(Reason.values):
        raise ValidationError({"reasons": _("Choose reasons from the list.")})
    if set(line.aors) - set(Aor.values):
        raise ValidationError({"aors": _("Choose areas from the list.")})
    if "groups" in changed and set(line.groups) - known_groups(line.groups):
        raise ValidationError({"groups": _("Choose groups from the list: groups of people, never persons.")})


def check_owners(cluster, *, steps=(), **roles):
    """New owners (`lead_role=...`; `steps`: roles of steps): those that ended in the cluster are refused at their
    field. One query."""
    ended = policy.ended_roles(cluster)
    problems = {name: rules.owner_problem(role, ended) for name, role in roles.items()}
    of_steps = [sentence for role in sorted(steps) if (sentence := rules.owner_problem(role, ended))]
    problems = {name: sentence for name, sentence in {**problems, "steps": of_steps}.items() if sentence}
    if problems:
        raise ValidationError(problems)


def check_aim(aim, cluster, by):
    """An objective of the cluster itself or of the national one above it, that the planner sees."""
    if aim is None:
        return
    own = {cluster.pk, cluster.parent_id}
    if aim.cluster_id not in own or not PlanAim.objects.visible_to(by).filter(pk=aim.pk).exists():
        raise ValidationError({"aim": _("This objective belongs to another cluster.")})


def check_mark(mechanism, exposure):
    """Who may know must suit the mechanism: towards an investigation only those named, or the coordinators with them
    (MATRIX D005)."""
    problem = rules.line_mark_problem(mechanism.family, exposure)
    if problem:
        raise ValidationError({"exposure": problem})


def check_opportunity(cluster, mechanism, entry, review, by):
    """The date must be one the planner sees, of her country or of all, and of the mechanism she plans for, which must
    still be at work (MATRIX C030)."""
    if not mechanism.takes_new_steps:
        raise ValidationError({"mechanism": _("This body has ended or was merged. Choose the one that goes on.")})
    if entry is not None:
        if type(entry).objects.visible_to(by).filter(pk=entry.pk).first() is None:
            raise ValidationError({"entry": _("This date does not exist.")})
        if entry.country_id not in (None, cluster.country_id) or entry.cluster_id not in (None, cluster.pk):
            raise ValidationError({"entry": _("This date belongs to another country.")})
        if entry.mechanism_id != mechanism.pk:
            raise ValidationError({"entry": _("This date belongs to another mechanism.")})
    if review is not None and review.country_id != cluster.country_id:
        raise ValidationError({"review": _("This review is of another country.")})


def check_named(cluster, people):
    """Only people of the cluster may be named: naming anybody else would open nothing."""
    wanted = {person.pk for person in people}
    known = set(policy.nameable_people(cluster).filter(pk__in=wanted).values_list("pk", flat=True))
    if wanted - known:
        raise ValidationError({"readers": _("Only people of this cluster and its OHCHR partner can be named.")})


def check_step_date(step, line):
    """A step may not be due after the opportunity, follow-up apart."""
    follow_up = rules.is_follow_up(
        step.phase, step.lead_days, step.template.timing if step.template_id is not None else None
    )
    problem = rules.step_date_problem(due_on=step.due_on, opportunity_on=line.planned_for, follow_up=follow_up)
    if problem:
        raise ValidationError({"due_on": problem})
