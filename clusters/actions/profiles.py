"""What a cluster says of itself: dated entries of its profile."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from clusters import policy
from clusters.actions.holding import hold_cluster
from clusters.enums import ANSWERS_OF, TOPICS_WITH_CONTACT, ProfileTopic
from clusters.models import ProfileNote
from core import audit, clock
from core.errors import Stale


@transaction.atomic
def record_profile(*, cluster, topic, as_of, by, answer="", text="", contact="", source="", newest=None):
    """Say how `topic` stands in `cluster` on the day `as_of`. Coordinators and co-coordinators only. What stood there
    before stays as history; the entry with the latest day counts, of two for one day the one written last. No day later
    than the writer's own today.

    `newest`: the key of the newest entry that the writer has seen, or None where she saw none; raises `Stale` where
    another has come since. Saying the same of the same day again writes nothing. Returns the entry."""
    policy.check_can_record_profile(by, cluster)
    # Two who write at once queue behind each other, so that each learns of the other.
    hold_cluster(cluster)
    known = ProfileNote.objects.visible_to(by).filter(cluster=cluster, topic=topic)
    latest = known.order_by("-as_of", "-recorded_at", "-pk").first()
    values = {
        "answer": answer,
        "text": text.strip(),
        "contact": contact.strip(),
        "as_of": as_of.isoformat(),
        "source": source.strip(),
    }
    if latest is not None and all(getattr(latest, name) == value for name, value in values.items()):
        return latest
    if (latest.pk if latest else None) != newest:
        raise Stale(_("Somebody has recorded this meanwhile. Look at what stands there now."))
    _check(topic, as_of, values, today=clock.day_of(by))
    note = ProfileNote(cluster=cluster, topic=topic, recorded_by=by, **values)
    note.full_clean()
    note.save()
    audit.record(
        verb="profile.recorded",
        target=note,
        cluster_id=cluster.pk,
        by=by,
        before={name: getattr(latest, name) for name in ("answer", "as_of")} if latest else None,
        after={"topic": topic, "answer": answer, "as_of": values["as_of"]},
    )
    return note


def _check(topic, as_of, values, *, today):
    if as_of > today:
        raise ValidationError({"as_of": _("This day has not come yet. A profile says how things stand.")})
    if values["answer"] and values["answer"] not in ANSWERS_OF.get(ProfileTopic(topic), ()):
        raise ValidationError({"answer": _("This answer does not fit the topic.")})
    if values["contact"] and topic not in TOPICS_WITH_CONTACT:
        raise ValidationError({"contact": _("This topic has no contact.")})
    if not values["answer"] and not values["text"]:
        raise ValidationError({"text": _("Say how it stands, in a word or two.")})
