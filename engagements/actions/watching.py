"""Writes to watched recommendations: possible risk areas and early-warning signs of a cluster (MATRIX D006, D014,
D033). Everybody of the cluster writes one down; its author and the coordinators change it. No text enters the trail."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from clusters.actions import hold_cluster
from core import audit
from core.errors import Stale
from engagements import policy
from engagements.actions.records import add_row, change_row, check_plan_line
from engagements.enums import WarningLevel, WatchKind
from engagements.models import DiscussionList, RecommendationWatch

_KEPT = ("kind", "level", "exposure", "is_listed", "is_closed", "plan_line")


def _check(kind, level):
    if kind == WatchKind.EARLY_WARNING and level not in WarningLevel.values:
        raise ValidationError({"level": _("Say how strong the sign is.")})
    if kind == WatchKind.RISK and level:
        raise ValidationError({"level": _("Only an early-warning sign has a level.")})


@transaction.atomic
def watch_recommendation(*, cluster, recommendation, kind, text, by, level="", plan_line=None, **fields):
    """Watch a recommendation: text (the preventive idea, or why it is a sign), is_listed, exposure; of an early-warning
    sign its `level`. Everybody of the cluster. The same kind a second time is a ValidationError where the
    writer sees the first: it is one record, whatever page it is begun on."""
    policy.check_can_draft(by, cluster.pk)
    if kind not in WatchKind.values:
        raise ValidationError({"kind": _("Choose a kind.")})
    _check(kind, level)
    check_plan_line(plan_line, cluster.pk, by)
    # Held, so that two who press at once do not meet in the database.
    hold_cluster(cluster)
    rows = RecommendationWatch.objects.visible_to(by)
    if rows.filter(cluster=cluster, recommendation=recommendation, kind=kind).exists():
        raise ValidationError(_("Your cluster watches this recommendation already."))
    watch = RecommendationWatch(
        cluster=cluster,
        recommendation=recommendation,
        kind=kind,
        level=level,
        text=text.strip(),
        plan_line=plan_line,
        created_by=by,
        **fields,
    )
    watch.validate_constraints()
    return add_row(watch, verb="watch.begun", by=by, cluster_id=cluster.pk, kept=_KEPT)


@transaction.atomic
def change_watch(*, watch, expected_version, by, **changes):
    """Change the text, the level, the mark, whether it stands on the list of discussions, or close it. Its author and
    the coordinators. `Stale` when somebody was quicker; the same again changes nothing."""
    policy.check_can_edit(by, watch)
    _check(watch.kind, changes.get("level", watch.level))
    if "plan_line" in changes:
        check_plan_line(changes["plan_line"], watch.cluster_id, by)
    return change_row(
        watch,
        verb="watch.changed",
        expected_version=expected_version,
        by=by,
        cluster_id=watch.cluster_id,
        changes=changes,
        kept=_KEPT,
    )


@transaction.atomic
def name_discussion_list(*, cluster, name, expected_version, by):
    """What the cluster calls its list of discussions. Coordinators only. `expected_version` is 0 as long as nobody has
    named it; `Stale` when somebody did meanwhile. The same name again changes nothing."""
    policy.check_can_advocate(by, cluster.pk)
    name = " ".join(name.split())
    if not name:
        raise ValidationError({"name": _("Give the list a name.")})
    # Of two who give it its first name at once the second is told.
    hold_cluster(cluster)
    row = DiscussionList.objects.visible_to(by).filter(cluster=cluster).first()
    if expected_version != (row.version if row else 0):
        raise Stale
    row = row or DiscussionList(cluster=cluster, version=0)
    if row.name == name:
        return row
    row.name = name
    row.version += 1
    row.full_clean(exclude=["cluster"], validate_unique=False)
    row.save()
    audit.record(verb="discussion_list.named", target=row, by=by, cluster_id=cluster.pk, after={"version": row.version})
    return row
