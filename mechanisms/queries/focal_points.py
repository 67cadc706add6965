"""The directory of focal points for cooperation."""

from dataclasses import dataclass

from clusters import policy as people
from core import clock
from mechanisms.models import FocalPoint
from mechanisms.rules.focal_points import is_doubtful


@dataclass(frozen=True, slots=True)
class Directory:
    """`bodies`: (mechanism, its focal points) by name, those of the mechanism first, each with `is_doubtful`.
    `ended`: units that are none any more, the latest first. `may_keep`: whether the reader keeps the directory."""

    bodies: list
    ended: list
    doubtful_count: int
    may_keep: bool


def directory(user):
    """The `Directory`, for everyone with an account. Two queries, whatever the rows."""
    today = clock.day_of(user)
    bodies, ended, doubtful = {}, [], 0
    for focal in FocalPoint.objects.select_related("mechanism", "confirmed_by"):
        if focal.ended_on is not None:
            ended.append(focal)
            continue
        focal.is_doubtful = is_doubtful(focal.confirmed_on, today)
        doubtful += focal.is_doubtful
        bodies.setdefault(focal.mechanism, []).append(focal)
    return Directory(
        bodies=sorted(bodies.items(), key=lambda item: str(item[0])),
        ended=sorted(ended, key=lambda focal: focal.ended_on, reverse=True),
        doubtful_count=doubtful,
        may_keep=people.is_task_team(user),
    )


def focal_point(user, pk):
    """One focal point, present or ended, for who keeps the directory; raises `Refused` for others and
    `FocalPoint.DoesNotExist` where there is none."""
    people.check_is_task_team(user)
    return FocalPoint.objects.select_related("mechanism").get(pk=pk)
