"""What the plans of the demonstration rest on: objectives, context, concerns, links, a cluster's own step, a plan
template. Invented, neutral texts, written through the actions of coordinators and the Task Team."""

from django.urls import reverse

from clusters.models import User
from core import clock
from engagements.actions.aims import add_aim
from engagements.actions.concerns import answer_concern, raise_concern
from engagements.actions.context import save_context
from engagements.actions.letter import review_letter_step
from engagements.actions.links import link_lines
from engagements.actions.obstacles import name_obstacle
from engagements.actions.plans import edit_plan_line
from engagements.enums import AimPurpose, LetterStatus, LinkKind, Openness, Route, StepOwner, TriggerKind
from engagements.models import PlanAim, PlanLine, PlanObstacle
from engagements.queries.letter import letter_steps
from hre_portal.demo.people import address, pilot_clusters
from mechanisms.actions.library import add_library_step
from mechanisms.actions.plan_templates import publish_plan_template
from mechanisms.enums import MechanismKind, Phase
from mechanisms.models import Obstacle, PlanTemplate, StepTemplate

TEMPLATE = "A light mid-term follow-up"
# The few steps of a plan template, by their keys in the library; those that are not there are left out.
LIGHT = ("upr.select_supported_recommendations", "upr.member_session", "upr.support_implementation")


def load_planning():
    """Add what is not there yet. Returns how many things were written."""
    clusters = pilot_clusters()
    return _template() + _mozambique(clusters["MOZ"]) + _obstacles(clusters)


def _template():
    if PlanTemplate.objects.filter(title=TEMPLATE).exists():
        return 0
    steps = dict.fromkeys(StepTemplate.objects.filter(key__in=LIGHT).values_list("pk", flat=True))
    if not steps:
        return 0
    publish_plan_template(
        title=TEMPLATE,
        mechanism_kind=MechanismKind.UPR,
        steps=steps,
        note="For a cluster that has little time half-way between two reviews: choose, tell the members, support.",
        by=User.objects.get(email=address("taskteam")),
    )
    return 1


def _mozambique(cluster):
    by = User.objects.get(email=address("coordinator", "MOZ"))
    member = User.objects.get(email=address("member", "MOZ"))
    if PlanAim.objects.visible_to(by).filter(cluster=cluster).exists():
        return 0
    year = clock.day_of(by).year
    aims = [
        add_aim(
            cluster=cluster,
            text="Displaced people decide freely whether and when to return",
            purpose=AimPurpose.ADVOCATE,
            source="Invented strategy of the cluster, objective 1",
            by=by,
        ),
        add_aim(
            cluster=cluster,
            text="Local authorities know and use their duties towards displaced people",
            purpose=AimPurpose.DUTY_BEARERS,
            source="Invented strategy of the cluster, objective 3",
            by=by,
        ),
    ]
    save_context(
        cluster=cluster,
        year=year,
        expected_number=0,
        owner_role=StepOwner.COORDINATOR,
        deputy_role=StepOwner.CO_COORDINATOR,
        openness=Openness.SELECTIVE,
        openness_note="Ministries meet the cluster on services; questions of responsibility are left aside.",
        route=Route.BOTH,
        partnerships="The national institution, two networks of civil society, the human rights adviser.",
        resources="One day a week of the co-coordinator; no budget of its own.",
        timing="Talk before the budget is debated; keep quiet in the weeks before local elections.",
        by=by,
    )
    _letter(cluster, by)
    raise_concern(
        cluster=cluster,
        text="People who lost their papers cannot rent land where they live now.",
        groups=["idps", "women-girls"],
        by=member,
    )
    answered = raise_concern(
        cluster=cluster, text="Members fear that meetings with visiting experts are watched.", by=member
    )
    answer_concern(
        concern=answered,
        answer="The next briefing is held by the lead agency, and nobody's name is on the list.",
        expected_version=answered.version,
        by=by,
    )
    lines = {line.title: line for line in PlanLine.objects.visible_to(by).filter(cluster=cluster)}
    mid_term = lines.get("Mid-term contribution on return and safety")
    outcome = lines.get("Use the adopted outcome with the HCT")
    if mid_term is not None:
        edit_plan_line(
            plan_line=mid_term,
            concern="Return is announced before it is safe, and nobody asks the people concerned.",
            groups=["idps", "women-girls"],
            aim=aims[0],
            expected_outcome="Two recommendations on return are reported on with figures.",
            trigger_kind=TriggerKind.CALENDAR_DATE,
            expected_version=mid_term.version,
            by=by,
        )
    if outcome is not None and mid_term is not None:
        link_lines(source=outcome, target=mid_term, kind=LinkKind.FEEDS, by=by)
    add_library_step(
        title="Read the text aloud to the two community committees before it is sent",
        mechanism_kind=MechanismKind.ANY,
        phase=Phase.CONTRIBUTE,
        lead_days=21,
        who=["members"],
        capacity_note="Two half days and an interpreter",
        cluster=cluster,
        by=by,
    )
    return len(aims) + 4


def _obstacles(clusters):
    """What stands in the way of two plans; some of it shared with the Task Team."""
    rows = {
        "MOZ": [
            ("members-hesitate", "Colleagues agree in the meeting, but wait weeks for an answer from above.", True),
            ("few-people", "Only the co-coordinator has prepared a contribution before.", True),
            ("too-dangerous", "In one province nothing can be said without a risk to access.", False),
        ],
        "NER": [
            ("autonomy-unclear", "Is the country team told, or asked?", True),
            ("few-mechanisms", "We know the review, hardly the committees.", True),
        ],
    }
    number = 0
    for iso3, wanted in rows.items():
        by, cluster = User.objects.get(email=address("coordinator", iso3)), clusters[iso3]
        known = {row.key: row for row in Obstacle.objects.filter(key__in=[key for key, _note, _shared in wanted])}
        if not known or PlanObstacle.objects.visible_to(by).filter(cluster=cluster).exists():
            continue
        for key, note, is_shared in wanted:
            name_obstacle(
                cluster=cluster,
                year=clock.day_of(by).year,
                obstacle=known[key],
                note=note,
                is_shared=is_shared,
                by=by,
            )
            number += 1
    return number


def _letter(cluster, by):
    """A few steps of the letter, looked at: most clusters begin like this. Nothing where they are loaded no more."""
    said = {
        "letter.1a_agenda": (LetterStatus.DONE, "", "Standing point of the monthly meeting since spring."),
        "letter.1b_invite_actors": (LetterStatus.UNDER_WAY, "", "Two local networks come."),
        "letter.3b_safe_sharing_strategy": (LetterStatus.UNDER_WAY, "", "Draft with the advisory group."),
        "letter.5d_hr_actor_projects": (LetterStatus.NOT_APPLICABLE, "The response plan of this year is closed.", ""),
    }
    for step in letter_steps().filter(key__in=said):
        status, reason, note = said[step.key]
        page = {"label": "Interactions of the cluster", "address": reverse("engagements:interaction-list")}
        review_letter_step(
            cluster=cluster,
            step=step,
            status=status,
            reason=reason,
            note=note,
            evidence=[] if reason else [page],
            expected_version=0,
            by=by,
        )
