"""Writes to shared examples. Publishing is the room above's, which asks the cluster; the Task Team may take one off."""

from django.db import transaction
from django.db.models import F

from core import audit, clock
from core.errors import Stale
from knowledge import policy
from knowledge.models import GoodPractice


def publish_practice(*, title, text, worked, language, cluster=None, mechanism=None):
    """Put an example up for everybody. The caller has asked whether it may, records it, and is in a transaction."""
    row = GoodPractice(
        title=title.strip(),
        text=text.strip(),
        worked=worked,
        language=language,
        cluster=cluster,
        mechanism=mechanism,
        # The day of the portal, not of a place: a time zone would tell where it comes from.
        shared_on=clock.today(),
    )
    row.full_clean(exclude=["cluster", "mechanism"])
    row.save(force_insert=True)
    return row


def take_down(practice):
    """Nobody reads it any more. The caller has asked whether it may; again changes nothing."""
    GoodPractice.objects.filter(pk=practice.pk, is_withdrawn=False).update(is_withdrawn=True, version=F("version") + 1)
    practice.is_withdrawn = True


@transaction.atomic
def withdraw_practice(*, practice, expected_version, by):
    """The Task Team takes off what should not stand there. `Stale` when it changed since."""
    policy.check_keeps_resources(by)
    if practice.is_withdrawn:
        return practice
    if practice.version != expected_version:
        raise Stale
    take_down(practice)
    audit.record(verb="practice.withdrawn", target=practice, by=by, label=f"good practice {practice.pk}")
    return practice
