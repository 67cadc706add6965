from core import clock
from engagements import models
from engagements.enums import Exposure
from tests.factories.advocacy import make_issue, make_message
from tests.factories.engagements import make_interaction, make_series
from tests.factories.mechanisms import make_mechanism
from tests.factories.recommendations import make_recommendation

# How to make a record with a mark of its own on a plan line.
MARKED = {
    "Interaction": lambda **fields: make_interaction(**fields),
    "InteractionSeries": lambda **fields: make_series(**fields),
    "AdvocacyIssue": lambda **fields: make_issue(**fields),
    "AnalysisFinding": lambda **fields: models.AnalysisFinding.objects.create(title="x", **fields),
    "MonitoringTool": lambda **fields: models.MonitoringTool.objects.create(name="x", **fields),
    "SharingRow": lambda **fields: models.SharingRow.objects.create(data="x", recipient="y", **fields),
    "AdvocacyStrategy": lambda **fields: models.AdvocacyStrategy.objects.create(place="cluster", **fields),
    "HctBriefing": lambda **fields: models.HctBriefing.objects.create(subject="x", held_on=clock.today(), **fields),
    "RegisterEntry": lambda **fields: models.RegisterEntry.objects.create(kind="advice", title="x", **fields),
    "InputRequest": lambda **fields: models.InputRequest.objects.create(asked_on=clock.today(), about="x", **fields),
    "RecommendationWatch": lambda **fields: models.RecommendationWatch.objects.create(
        recommendation=make_recommendation(), text="x", **fields
    ),
    "PressProposal": lambda **fields: models.PressProposal.objects.create(
        issue="x", mechanism=make_mechanism(), **fields
    ),
}


def on_line(line, name):
    def message(exposure):
        issue = make_issue(cluster=line.cluster, plan_line=line, exposure=Exposure.MEMBERS)
        return make_message(issue=issue, exposure=exposure)

    return (
        message
        if name == "AdvocacyMessage"
        else lambda exposure: MARKED[name](cluster=line.cluster, plan_line=line, exposure=exposure)
    )
