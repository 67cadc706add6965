"""Reads of analysis: findings, how many name an instrument, the decision aid with the doors of the country."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q

from engagements.enums import Systematic
from engagements.models import AdvocacyIssue, AnalysisFinding, FindingProvision, MonitoringTool, SharingRow
from engagements.rules.decision_aid import Answers, advise
from mechanisms.enums import DoorState, ThemeKind
from mechanisms.models import Theme
from mechanisms.queries.doors import doors_of

# The three parts of a monitoring tool, in the order in which information flows.
PARTS = ("monitoring", "analysis", "advocacy")


@dataclass(frozen=True)
class Share:
    """How many of the findings that the reader sees name an instrument."""

    total: int
    matched: int

    @property
    def percent(self):
        return round(100 * self.matched / self.total) if self.total else 0


def _with_match(user, rows):
    provisions = FindingProvision.objects.visible_to(user).filter(finding=OuterRef("pk")).order_by()
    return rows.annotate(is_matched=Exists(provisions))


def findings_of(user, cluster, *, show=""):
    """The findings of the cluster that `user` sees, newest period first. `show`: "unmatched" for those without an
    instrument, "systematic" for those that are systematic."""
    rows = _with_match(user, AnalysisFinding.objects.visible_to(user).filter(cluster=cluster))
    if show == "unmatched":
        rows = rows.filter(is_matched=False)
    elif show == "systematic":
        rows = rows.filter(systematic=Systematic.YES)
    return rows.select_related("analyst", "plan_line")


def share_of(user, cluster):
    """How many of the findings the reader sees are matched with instruments: never over what she does not see. One
    query."""
    rows = _with_match(user, AnalysisFinding.objects.visible_to(user).filter(cluster=cluster)).order_by()
    found = rows.aggregate(total=Count("pk"), matched=Count("pk", filter=Q(is_matched=True)))
    return Share(found["total"], found["matched"])


def finding(user, pk):
    """The finding, or None for whoever may not see it."""
    rows = AnalysisFinding.objects.visible_to(user).filter(pk=pk)
    return rows.select_related("cluster__country", "plan_line", "created_by", "analyst").first()


def provisions_of(user, findings):
    """{finding id: [FindingProvision]} in the order of the instruments. One query, none without findings."""
    found = {}
    if findings:
        rows = FindingProvision.objects.visible_to(user).filter(finding__in=[one.pk for one in findings])
        for row in rows.select_related("instrument"):
            found.setdefault(row.finding_id, []).append(row)
    return found


def groups():
    """The groups that a finding may name, as the catalogue has them. One query."""
    return list(Theme.objects.filter(kind=ThemeKind.GROUP))


def issues_from(user, finding):
    """Advocacy issues raised from a finding. One query."""
    return list(AdvocacyIssue.objects.visible_to(user).filter(finding=finding).order_by("title", "pk"))


def findings_of_line(user, line):
    """The findings that hang on a plan line, for its page. One query."""
    return list(AnalysisFinding.objects.visible_to(user).filter(plan_line=line).order_by("title", "pk"))


# --- The decision aid -----------------------------------------------------------------------------------------


def kept_answers(finding):
    """What was answered on the finding before."""
    return Answers(finding.aid_responsible, finding.aid_strength, finding.aid_safety, finding.aid_gravity)


def advice_for(answers, finding, provisions):
    return advise(answers, has_instrument=bool(provisions), has_groups=bool(finding.groups))


@dataclass(frozen=True)
class DoorRow:
    """A door to look at. `watches`: its body watches an instrument that the finding names."""

    door: object
    verdict: object
    watches: bool


def doors_for(user, country, kinds, provisions=()):
    """([(words of the kind, [DoorRow])] of the doors of those kinds that may stand open for the country, [DoorRow] of
    the closed ones), those first that watch an instrument named in `provisions`; those of other regions left out.
    Two queries, none without kinds."""
    if not kinds:
        return [], []
    watching = {row.instrument.mechanism_id for row in provisions} - {None}
    rows = [
        DoorRow(line.door, line.verdict, line.door.mechanism_id in watching)
        for line in doors_of(user, country)
        if line.door.kind in kinds and not line.is_elsewhere
    ]
    rows.sort(key=lambda row: (not row.watches, row.verdict.state != DoorState.OPEN))
    closed = [row for row in rows if row.verdict.state == DoorState.CLOSED]
    grouped = [
        (kind.label, [row for row in rows if row.door.kind == kind and row.verdict.state != DoorState.CLOSED])
        for kind in kinds
    ]
    return [(label, found) for label, found in grouped if found], closed


# --- Monitoring -----------------------------------------------------------------------------------------------


def tools_of(user, cluster):
    """The monitoring tools with the parts that are still missing between collecting and advocacy."""
    rows = list(MonitoringTool.objects.visible_to(user).filter(cluster=cluster).select_related("plan_line"))
    for row in rows:
        row.parts = [(name, row._meta.get_field(name).verbose_name, getattr(row, name)) for name in PARTS]
        row.gaps = [label for _name, label, text in row.parts if not text.strip()]
    return rows


def sharing_of(user, cluster):
    """The sharing matrix: [(data, [SharingRow])], the same data together."""
    rows = SharingRow.objects.visible_to(user).filter(cluster=cluster).select_related("mechanism")
    found = {}
    for row in rows:
        found.setdefault(row.data, []).append(row)
    return list(found.items())
