"""Sharing with members: logged, one mail each, not repeated unawares."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from calendar_app.models import Share
from calendar_app.queries.sharing import audiences, had_it
from clusters.models import Cluster
from clusters.policy import check_can_lead
from core import audit, clock, outbox

SHARED = "calendar.shared"
# The thing that a member may stop is the cluster's sharing as a whole; the event after the colon is the share.
SHARED_SUBJECT = "clusters.cluster"
MESSAGE_LENGTH = 1000


@transaction.atomic
def share(*, cluster, subject, message="", again=False, confirmed_sharing=False, people=None, by):
    """Send `subject` (of `queries.sharing`) to everyone in the circle of the cluster who may see it, or to those of
    them whose ids are in `people`, one mail each, not to oneself. Kept as a `Share` with the people it went to, and
    recorded. Coordinators only.

    A visit that is not confirmed, shown to members by its keeper's word: ValidationError unless `confirmed_sharing`,
    which is recorded. Shared before with one of them and not changed since: ValidationError unless `again`. Nobody to
    send to: ValidationError. The mail is written when it goes, from what its recipient may see then."""
    check_can_lead(by, cluster)
    # Two presses at once are one share.
    cluster = Cluster.objects.select_for_update(of=("self",)).get(pk=cluster.pk)
    if subject.needs_word and not confirmed_sharing:
        sentence = _("This visit is not confirmed. Say that you mean to tell your members of it.")
        raise ValidationError({"confirmed_sharing": sentence})
    reached = [person.user_id for person in audiences(cluster, subject, by).reached]
    if not reached:
        raise ValidationError(_("There is nobody to send it to: no member of the cluster may see it."))
    people = reached if people is None else [person for person in reached if person in set(people)]
    if not people:
        raise ValidationError({"people": _("Choose at least one person.")})
    if not again and had_it(by, cluster, subject) & set(people):
        raise ValidationError({"again": _("This was shared already. Say that you want to send it again.")})
    row = Share.objects.create(
        cluster=cluster,
        subject_type=subject.kind,
        subject_id=subject.key,
        message="" if subject.is_veiled else message.strip()[:MESSAGE_LENGTH],
        recipient_ids=people,
        sequence=subject.sequence,
        shared_by=by,
    )
    told = {"what": subject.kind.partition(".")[2], "id": subject.key, "people": len(people)}
    if subject.needs_word:
        told["confirmed_sharing"] = True
    audit.record(
        verb="share.sent",
        target=row,
        by=by,
        cluster_id=cluster.pk,
        after=told,
        label=f"share {row.pk}",
    )
    outbox.queue(
        kind=SHARED,
        subject_type=SHARED_SUBJECT,
        subject_id=f"{cluster.pk}:{row.pk}",
        recipients=people,
        due_on=clock.today(),
    )
    return row
