"""Areas of responsibility, domestic law and guidance in the demonstration. Law and guidance are invented and say so."""

from clusters.enums import Aor, Role
from clusters.models import User
from engagements.actions.sheets import edit_sheet
from engagements.actions.steps import add_step
from engagements.enums import StepOwner
from engagements.models import AdvocacyStrategy, PlanLine
from hre_portal.demo.people import address, pilot_clusters
from knowledge.actions.resources import add_resource
from knowledge.enums import Place
from knowledge.models import Resource
from mechanisms.actions.norms import record_norm
from mechanisms.enums import InstrumentKind
from mechanisms.queries.norms import norms

GUIDANCE = "Example: human rights in the work of a cluster"


def load_tags():
    """Add what is not there yet; the second time nothing changes."""
    cluster = pilot_clusters()["MOZ"]
    by = User.objects.get(email=address("coordinator", "MOZ"))
    if norms(by, cluster.country).exists():
        return
    law = record_norm(
        country=cluster.country,
        kind=InstrumentKind.ACT,
        short_name="Example Act",
        name="Example: act on civil documents of displaced persons",
        source="Invented for the demonstration; no such act exists.",
        by=by,
    )
    _step(cluster, law, by)
    _guidance(cluster, by)


def _step(cluster, law, by):
    """A step that two areas of responsibility share and that rests on the law."""
    line = PlanLine.objects.visible_to(by).filter(cluster=cluster).order_by("pk").first()
    if line is not None:
        add_step(
            plan_line=line,
            title="Compare with the law what registrars ask of displaced families",
            owner_role=StepOwner.COORDINATOR,
            aors=[Aor.CHILD_PROTECTION, Aor.HLP],
            provisions=[(law, "s. 3")],
            by=by,
        )


def _guidance(cluster, by):
    """Guidance on the three places, used for the strategy of the cluster."""
    keeper = User.objects.filter(memberships__role=Role.TASK_TEAM).order_by("pk").first()
    strategy = AdvocacyStrategy.objects.visible_to(by).filter(cluster=cluster, place="cluster").first()
    if keeper is None or strategy is None or Resource.objects.filter(title=GUIDANCE).exists():
        return
    guidance = add_resource(
        title=GUIDANCE,
        kind="guide",
        language="en",
        places=[place.value for place in Place],
        edition="Version 1",
        producer="Invented for the demonstration",
        text="Here the Task Team offers guidance on activities, strategies of clusters and those of country teams.",
        by=keeper,
    )
    edit_sheet(record=strategy, expected_version=strategy.version, by=by, resource=guidance)
