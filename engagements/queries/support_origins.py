"""Tells the room of support requests what stands behind the page a request was asked from, for each reader anew."""

from django.urls import reverse
from django.utils.translation import gettext as _

from clusters.models import Cluster
from engagements.models import AdvocacyStrategy, PlanLine, Submission
from engagements.queries.plans import clusters_with_plan
from knowledge.enums import SupportOrigin
from knowledge.origins import Origin, register_origin


def _line(user, pk):
    line = PlanLine.objects.visible_to(user).filter(pk=pk).first()
    return Origin(line.title, reverse("engagements:line-detail", args=[pk])) if line is not None else None


def _submission(user, pk):
    found = Submission.objects.visible_to(user).filter(pk=pk).first()
    return Origin(found.title, reverse("engagements:submission-detail", args=[pk])) if found is not None else None


def _strategy(user, pk):
    found = AdvocacyStrategy.objects.visible_to(user).filter(pk=pk).first()
    return Origin(found.title, reverse("engagements:strategy-edit", args=[pk])) if found is not None else None


def _of_cluster(name, label):
    """A page of a whole cluster: its number is the cluster's."""

    def resolve(user, pk):
        cluster = Cluster.objects.filter(pk=pk, pk__in=clusters_with_plan(user).values("pk")).first()
        return Origin(str(label()), f"{reverse(name)}?cluster={pk}") if cluster is not None else None

    return resolve


def register():
    """Once, when the app is ready."""
    register_origin(SupportOrigin.PLAN_LINE, _line)
    register_origin(SupportOrigin.SUBMISSION, _submission)
    register_origin(SupportOrigin.STRATEGY, _strategy)
    register_origin(SupportOrigin.PROTOCOL, _of_cluster("engagements:safeguards", lambda: _("Safeguards")))
    register_origin(SupportOrigin.READING_LIST, _of_cluster("engagements:reading-list", lambda: _("Reading list")))
