"""Writes to a cluster's reading list, and sending it to its members."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from calendar_app.models import Share
from clusters.actions import hold_cluster
from core import clock, outbox
from engagements import policy
from engagements.actions.interactions import record
from engagements.models import ReadingItem
from engagements.queries.digest import READING, reading_key, reading_members
from engagements.queries.workspaces import reading_list
from mechanisms.enums import DocumentKind

READING_SENT = "reading.sent"
MOST = 30


def _held(cluster, by):
    policy.check_can_plan(by, cluster.pk)
    return hold_cluster(cluster)


@transaction.atomic
def add_reading(*, cluster, document, why="", by):
    """Put a general comment on the list. Coordinators only. On it already, something else, or a list too long to be
    read: ValidationError."""
    cluster = _held(cluster, by)
    if document.kind != DocumentKind.GENERAL_COMMENT:
        raise ValidationError({"document": _("Choose a general comment.")})
    rows = ReadingItem.objects.visible_to(by).filter(cluster=cluster)
    if rows.filter(document=document).exists():
        raise ValidationError({"document": _("It is on the list already.")})
    if rows.count() >= MOST:
        raise ValidationError({"document": _("Nobody reads more than %(most)s. Take one off first.") % {"most": MOST}})
    row = ReadingItem(cluster=cluster, document=document, why=why.strip(), added_by=by)
    row.full_clean(exclude=["cluster", "document", "added_by"])
    row.save(force_insert=True)
    record("reading.added", row, by=by, after={"document": document.pk})
    return row


@transaction.atomic
def remove_reading(*, item, by):
    """Take it off the list. Coordinators only."""
    _held(item.cluster, by)
    record("reading.removed", item, by=by, before={"document": item.document_id})
    item.delete()


@transaction.atomic
def send_reading(*, cluster, people, message="", again=False, by):
    """Send the list to `people` (ids of members, oneself left out), one mail each, in each one's language. Kept as a
    `Share` with the people it went to. Coordinators only. The very list was sent already: ValidationError unless
    `again`; nobody chosen, or nothing on the list: ValidationError."""
    cluster = _held(cluster, by)
    items = reading_list(by, cluster)
    if not items:
        raise ValidationError(_("There is nothing on the list yet."))
    allowed = {person.user_id for person in reading_members(cluster, by)}
    chosen = sorted(allowed & set(people))
    if not chosen:
        raise ValidationError({"people": _("Choose at least one person.")})
    key = reading_key(items)
    shares = Share.objects.visible_to(by).filter(cluster=cluster, subject_type=READING, subject_id=key)
    had = {person for ids in shares.values_list("recipient_ids", flat=True) for person in ids}
    if had & set(chosen) and not again:
        raise ValidationError({"again": _("Some of them have this list already. Say that you want to send it again.")})
    row = Share.objects.create(
        cluster=cluster,
        subject_type=READING,
        subject_id=key,
        message=message.strip()[:1000],
        recipient_ids=chosen,
        shared_by=by,
    )
    record("reading.sent", row, by=by, after={"documents": len(items), "people": len(chosen)})
    outbox.queue(
        kind=READING_SENT,
        subject_type="clusters.cluster",
        subject_id=f"{cluster.pk}:{row.pk}",
        recipients=chosen,
        due_on=clock.today(),
    )
    return row
