"""Reads of plan lines: whose plan, one line with all that hangs on it, what a new line may rest on."""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from calendar_app.enums import EXACT, EntryKind, EntryState, Precision
from calendar_app.models import Entry, Review
from clusters.enums import LEAD_ROLES, Role
from clusters.models import Cluster
from clusters.policy import cluster_ids, glass_cluster_ids, has_role, reaches
from core.dates import announced_text, day_text, month_text
from core.words import listed
from engagements import policy, rules
from engagements.enums import CLOSED_MARKS, Exposure
from engagements.models import EngagementStep, PlanAim, PlanLine, StepProvision
from engagements.queries.conditions import is_investigated, judgements
from engagements.queries.legal_help import register_of
from mechanisms.enums import NO_MECHANISM, Family, MechanismKind, StepCondition, ThemeKind
from mechanisms.models import Mechanism, StepTemplate, Theme
from mechanisms.policy import offered_to
from mechanisms.queries import selectable_mechanisms

# Titles of these are left out of page titles, mails and anything that travels.
CHOICE_OF_DATES = 60


# --- Whose plan ---------------------------------------------------------------------------------------------


def clusters_with_plan(user):
    """The clusters whose plan page `user` may open: her own, those she is named in, and all for the world level."""
    inside = {Role.COORDINATOR, Role.CO_COORDINATOR, Role.SAG, Role.MEMBER, Role.OHCHR}
    if has_role(user, Role.TASK_TEAM, Role.GPC):
        return Cluster.objects.select_related("country")
    return Cluster.objects.filter(
        Q(pk__in=cluster_ids(user, inside)) | Q(pk__in=glass_cluster_ids(user))
    ).select_related("country")


def clusters_to_lead(user):
    """The clusters in which `user` plans."""
    return Cluster.objects.filter(pk__in=cluster_ids(user, LEAD_ROLES)).select_related("country")


# --- One line -----------------------------------------------------------------------------------------------


def with_sight(user, lines):
    """The queryset `lines`, each saying in `sees_entry` and `sees_aim` whether `user` may see the date and the
    objective that are joined to it."""
    return lines.annotate(
        sees_entry=Exists(Entry.objects.visible_to(user).filter(pk=OuterRef("entry")).order_by()),
        sees_aim=Exists(PlanAim.objects.visible_to(user).filter(pk=OuterRef("aim")).order_by()),
    )


def plan_line(user, pk):
    """The line, or None for whoever may not see it. It says in `sees_entry` and `sees_aim` whether she may see the date
    and the objective that are joined to it. One query."""
    lines = with_sight(user, PlanLine.objects.visible_to(user).filter(pk=pk))
    return lines.select_related("cluster__country", "mechanism", "created_by", "aim", "entry__mechanism").first()


def step(user, plan_line_id, step_id):
    """A step of that very line, or None."""
    steps = EngagementStep.objects.visible_to(user).filter(pk=step_id, plan_line_id=plan_line_id)
    return steps.select_related("plan_line__cluster", "template", "done_by").first()


def steps_of(user, line):
    """The steps of a line in order, each with `sees_legal_help`: whether the reader sees any in the register. One
    query."""
    steps = EngagementStep.objects.visible_to(user).filter(plan_line=line)
    help_there = Exists(register_of(user, line.cluster).order_by())
    return list(steps.annotate(sees_legal_help=help_there).select_related("template", "done_by"))


def provisions_of_steps(user, steps):
    """{step id: [StepProvision]} in the order of the instruments. One query, none without steps."""
    found: dict = {}
    if steps:
        rows = StepProvision.objects.visible_to(user).filter(step__in=[step.pk for step in steps])
        for row in rows.select_related("instrument"):
            found.setdefault(row.step_id, []).append(row)
    return found


def opportunity(user, line):
    """The date the line works towards, if the reader may see it. No query for a line from `plan_line`."""
    if line.entry_id is None:
        return None
    if hasattr(line, "sees_entry"):
        return line.entry if line.sees_entry else None
    return Entry.objects.visible_to(user).filter(pk=line.entry_id).first()


def about_text(entry):
    """The date of an entry whose day is not known, as far as it is: never a day that nobody announced."""
    if entry.precision in EXACT:
        return ""
    if entry.about_text:
        return announced_text(entry.about_text)
    if entry.due_on is None:
        return day_text(None)
    if entry.precision == Precision.MONTH:
        return month_text(entry.due_on)
    return _("about %(month)s") % {"month": month_text(entry.due_on)}


def named_people(user, line):
    """The people named on the line who still belong to the cluster: a name whose membership ended opens nothing. Each
    with `is_shut`: the line is closed and her organisation has not signed (any more), so that the name opens nothing
    now. For a reader who was let through to the line; one query."""
    named = policy.people_named(line)
    others = line.exposure in CLOSED_MARKS and any(person.pk != user.pk for person, _is_uncovered in named)
    for person, is_uncovered in named:
        person.is_shut = others and is_uncovered
    return [person for person, _is_uncovered in named]


def seen_by(line, named):
    """Who can see this line, in a sentence."""
    names = listed(str(person) for person in named if not person.is_shut)
    if line.exposure == Exposure.OPEN:
        return _("The cluster, the Task Team and the Global Protection Cluster.")
    if line.exposure == Exposure.MEMBERS:
        return _("The members of the cluster and the Task Team.")
    if line.exposure == Exposure.RESTRICTED:
        return _("The coordinators of the cluster, and by name: %(names)s.") % {"names": names or _("nobody")}
    return _("Only, by name: %(names)s.") % {"names": names or _("nobody")}


# --- What a new line may rest on ----------------------------------------------------------------------------


def dates_to_plan_for(user, cluster, *, today, limit=CHOICE_OF_DATES):
    """Open dates of the cluster's country (and of all countries) still ahead, nearest first."""
    entries = Entry.objects.visible_to(user).filter(
        Q(country=cluster.country_id) | Q(country=None),
        Q(cluster=None) | Q(cluster=cluster),
        state=EntryState.OPEN,
        due_on__gte=today,
    )
    chosen = list(entries.select_related("mechanism").order_by("due_on", "pk")[:limit])
    for entry in chosen:
        entry.about = about_text(entry)
    return chosen


def entry_for_review(user, review, *, today):
    """The date of a review to plan towards: its next date for handing in, otherwise its next date, otherwise None."""
    entries = Entry.objects.visible_to(user).filter(review=review, state=EntryState.OPEN, due_on__gte=today)
    ahead = list(entries.select_related("mechanism", "review").order_by("due_on", "pk"))
    to_hand_in = [entry for entry in ahead if entry.kind == EntryKind.SUBMISSION]
    return (to_hand_in or ahead or [None])[0]


def entry_to_plan_for(user, pk):
    entries = Entry.objects.visible_to(user).filter(pk=pk)
    return entries.select_related("mechanism", "country", "review__country", "review__session").first()


def body_to_plan_for(key):
    """The mechanism with this key, or the row that stands for none of them; None where the catalogue has no such."""
    if key == NO_MECHANISM:
        return Mechanism.everything.none_of_them()
    return Mechanism.objects.filter(key=key).first()


def review_to_plan_for(pk):
    """Reviews are public facts."""
    return Review.objects.filter(pk=pk).select_related("country", "session__mechanism").first()


def outcome_day(user, review):
    """The day on which the outcome of `review` was or will be adopted, if known."""
    if review is None:
        return None
    if review.adopted_on:
        return review.adopted_on
    adoptions = Entry.objects.visible_to(user).filter(review=review, kind=EntryKind.ADOPTION, due_on__isnull=False)
    return adoptions.values_list("due_on", flat=True).first()


def _unmet(user, kind, cluster):
    """Conditions of the library that do not hold for the country of `cluster` as far as is recorded (MATRIX D005). One
    query, and only where a step of the kind depends on one."""
    if kind != MechanismKind.HRC:
        return frozenset()
    is_active = cluster is not None and is_investigated(user, cluster.country)
    return frozenset() if is_active else frozenset({StepCondition.INVESTIGATION})


def steps_to_add(user, line):
    """The steps of the library that `line` may still take: of its mechanism or of any, offered to its cluster."""
    held = EngagementStep.objects.visible_to(user).filter(plan_line=line, template__isnull=False)
    kind, own = rules.kind_of(line.mechanism.family), rules.own_steps(line.mechanism.family, line.mechanism.key)
    fitting = Q(mechanism_kind__in={kind, MechanismKind.ANY}) & ~Q(condition__in=_unmet(user, kind, line.cluster))
    steps = StepTemplate.objects.filter(offered_to(line.cluster_id), fitting | Q(key__in=own))
    return steps.exclude(pk__in=held.order_by().values("template_id"))


def conditions_of(user, line, steps):
    """{step id: `rules.Judgement`} of those of the library's `steps` that have a condition, for `line`."""
    asked = [step for step in steps if step.condition]
    wanted = {step.condition for step in asked}
    found = judgements(user, line.cluster, line.mechanism, wanted, pattern=line.pattern)
    return {step.pk: found[step.condition] for step in asked}


def group_choices():
    """(key, name) of the groups of people in the catalogue: tags of concerns and plan lines, never persons."""
    return [(group.key, str(group)) for group in Theme.objects.filter(kind=ThemeKind.GROUP)]


def aims_to_serve(user, cluster, *, also=None):
    """The objectives that a line of `cluster` may serve: its own and those of the national cluster above it; `also`:
    one that a line has kept."""
    own = reaches(cluster.pk)
    followed = Q(is_retired=False) | Q(pk=also)
    return PlanAim.objects.visible_to(user).filter(own, followed)


_NO_BODY = _("No single mechanism")
_STANDING = _("Without a date: a standing aim")
# Kept apart from human rights mechanisms (MATRIX D060 to D063).
_APART = {
    Family.OTHER_MONITORING: _("Without a date: other monitoring"),
    Family.INVESTIGATION: _("Without a date: investigations, in confidence"),
}


def avenues(user, cluster, *, today, entry=None):
    """What a new line may rest on, for a chooser: [(group, [(value, words)])], the dates ahead by family, then bodies
    without a date. `entry` is among them even where it lies outside the list."""
    dates = dates_to_plan_for(user, cluster, today=today)
    if entry is not None and entry.pk not in {one.pk for one in dates}:
        entry.about = about_text(entry)
        dates.insert(0, entry)
    groups = {family.value: [] for family in Family}
    for one in dates:
        words = f"{one.about or day_text(one.due_on)} – {one}"
        groups.setdefault(one.mechanism.family, []).append((f"entry:{one.pk}", words))
    found = [(Family(family).label, rows) for family, rows in groups.items() if rows]
    bodies = {heading: [] for heading in (_STANDING, *_APART.values())}
    for body in selectable_mechanisms().filter(Q(country=None) | Q(country=cluster.country_id)):
        if body.family in rules.KIND_OF_FAMILY or (body.family in _APART and body.kind != "family"):
            bodies[_APART.get(body.family, _STANDING)].append((f"body:{body.key}", str(body)))
    bodies[_NO_BODY] = [(f"body:{NO_MECHANISM}", _("Instruments, stakeholders, or several bodies at once"))]
    standing = [(heading, sorted(rows, key=lambda row: row[1])) for heading, rows in bodies.items() if rows]
    return [*found, *standing]


def lines_to_link(user, line):
    """The other lines that `line` may bear on: those the reader sees in its country, nodes and years alike."""
    lines = PlanLine.objects.visible_to(user).filter(cluster__country=line.cluster.country_id)
    return lines.exclude(pk=line.pk).order_by("-year", "title", "pk")


def dates_of_body(user, line, *, today):
    """The open dates ahead of the body of `line` that its cluster may plan for: where a copy of it may go."""
    entries = Entry.objects.visible_to(user).filter(
        Q(country=line.cluster.country_id) | Q(country=None),
        Q(cluster=None) | Q(cluster=line.cluster_id),
        mechanism=line.mechanism_id,
        state=EntryState.OPEN,
        due_on__gte=today,
    )
    return entries.exclude(pk=line.entry_id).order_by("due_on", "pk")


def proposed_steps(user, mechanism, *, entry, review, today, cluster=None, leads=None, ended=None):
    """The fitting steps of the library, planned backwards from the entry's date: the common ones and those of
    `cluster` alone. `leads`: see `rules.proposals`; `ended`: from `policy.ended_roles`, where it is known already."""
    if ended is None:
        ended = policy.ended_roles(cluster) if cluster is not None else frozenset()
    kind, own = rules.kind_of(mechanism.family), rules.own_steps(mechanism.family, mechanism.key)
    offered = offered_to(cluster.pk if cluster is not None else None)
    templates = StepTemplate.objects.filter(offered, Q(mechanism_kind__in={kind, MechanismKind.ANY}) | Q(key__in=own))
    templates, unmet = list(templates), _unmet(user, kind, cluster)
    fitting = {
        template.condition for template in templates if rules.fits(template, kind, own, unmet, mechanism.is_none)
    }
    return rules.proposals(
        templates,
        own=own,
        is_without_body=mechanism.is_none,
        unmet=unmet,
        judged=judgements(user, cluster, mechanism, fitting),
        kind=kind,
        opportunity_on=entry.due_on if entry is not None else None,
        entry_kind=entry.kind if entry is not None else "",
        outcome_on=outcome_day(user, review),
        today=today,
        leads=leads,
        ended=ended,
    )
