"""Members say that they can contribute data to a call for input (MATRIX D043), or want to join a day of general
discussion (MATRIX D019)."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from calendar_app.enums import EntryKind, EntryState
from calendar_app.models import DataOffer
from clusters.actions import hold_cluster
from clusters.enums import INSIDE_ROLES
from clusters.policy import has_role_in
from core import audit, policy
from core.errors import Refused

WHAT_LENGTH = 1000
# A call asks for data, a day of general discussion for people who come (MATRIX D019).
OFFERED_TO = frozenset({EntryKind.CALL_FOR_INPUT, EntryKind.THEMATIC_DAY})


@transaction.atomic
def offer_data(*, cluster, entry, what="", by):
    """`by` can contribute data to the call (or joins the day), with a word on it. Whoever belongs to the cluster, for
    herself; a second time changes the words. Her coordinators read it on the page of the date."""
    if not has_role_in(by, cluster.pk, INSIDE_ROLES) or not policy.is_visible(entry, by):
        raise Refused(_("Only members of the cluster may offer data."))
    if entry.kind not in OFFERED_TO or entry.state != EntryState.OPEN:
        sentence = _("One offers data to a call for input, or comes to a day of general discussion, that is open.")
        raise ValidationError({"what": sentence})
    what = what.strip()[:WHAT_LENGTH]
    # Pressed twice, the second press waits here and then finds the first one's offer.
    hold_cluster(cluster)
    row = _own(cluster, entry, by)
    if row is not None and row.what == what:
        return row
    if row is None:
        row = DataOffer(cluster=cluster, entry=entry, user=by)
    row.what = what
    row.save()
    audit.record(
        verb="offer.made",
        target=row,
        by=by,
        cluster_id=cluster.pk,
        after={"date": entry.pk},
        label=f"date {entry.pk}",
    )
    return row


@transaction.atomic
def withdraw_offer(*, cluster, entry, by):
    """Take one's own offer back. There was none: nothing."""
    row = _own(cluster, entry, by)
    if row is None:
        return
    audit.record(
        verb="offer.withdrawn",
        target=row,
        by=by,
        cluster_id=cluster.pk,
        before={"date": entry.pk},
        label=f"date {entry.pk}",
    )
    row.delete()


def _own(cluster, entry, by):
    return DataOffer.objects.visible_to(by).filter(cluster=cluster, entry=entry, user=by).first()
