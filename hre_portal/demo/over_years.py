"""An engagement of the demonstration that runs over several years, and serves an objective. Invented, neutral texts."""

import datetime as dt

from clusters.models import User
from core import clock
from engagements.actions.aims import add_aim
from engagements.actions.plans import create_plan_line
from engagements.enums import AimPurpose, Exposure, Reason, StepOwner
from engagements.models import PlanLine
from hre_portal.demo.people import address, pilot_clusters
from mechanisms.models import Mechanism

TITLE = "Papers for displaced people, with the national institution"


def load_over_years():
    """Add the line that is not there yet. Returns how many."""
    cluster = pilot_clusters()["MOZ"]
    by = User.objects.get(email=address("coordinator", "MOZ"))
    body = Mechanism.objects.filter(key="nhri").first()
    if body is None or PlanLine.objects.visible_to(by).filter(cluster=cluster, title=TITLE).exists():
        return 0
    year = clock.day_of(by).year
    aim = add_aim(
        cluster=cluster,
        text="Displaced people know how to get their papers back and claim them",
        purpose=AimPurpose.EMPOWER,
        source="Invented strategy of the cluster, objective 2",
        by=by,
    )
    steps = (
        ("Agree with the institution on what is counted", dt.date(year, 11, 30)),
        ("Law clinics in three districts", dt.date(year + 1, 5, 14)),
        ("Tell what the clinics found at a round table", dt.date(year + 1, 10, 8)),
        ("Ask what has changed, two years on", dt.date(year + 2, 5, 20)),
    )
    create_plan_line(
        cluster=cluster,
        mechanism=body,
        year=year,
        title=TITLE,
        concern="People who lost their papers are turned away at offices and checkpoints.",
        objective="The civil registry issues papers where displaced people live now.",
        aim=aim,
        reasons=[Reason.PRIORITIES],
        starts_on=dt.date(year, 9, 1),
        ends_on=dt.date(year + 2, 6, 30),
        exposure=Exposure.MEMBERS,
        lead_role=StepOwner.CO_COORDINATOR,
        deputy_role=StepOwner.COORDINATOR,
        steps=[{"title": title, "due_on": due_on, "owner_role": StepOwner.CO_COORDINATOR} for title, due_on in steps],
        by=by,
    )
    return 1
