"""Reads of the list of obstacles, for every room that uses it."""

from dataclasses import dataclass

from mechanisms.enums import ObstacleKind
from mechanisms.models import Obstacle
from mechanisms.texts import OBSTACLE_TEXTS


@dataclass(frozen=True)
class KindOfObstacle:
    """One of the three kinds with its obstacles."""

    value: str
    label: str
    text: str
    obstacles: list


def obstacles_by_kind(*, with_retired=False):
    """The three kinds, each with its obstacles in the order of the list. One query."""
    rows = list(Obstacle.objects.all() if with_retired else Obstacle.objects.filter(is_active=True))
    return [
        KindOfObstacle(kind.value, kind.label, OBSTACLE_TEXTS[kind], [row for row in rows if row.kind == kind])
        for kind in ObstacleKind
    ]


def obstacle_choices(empty=None, *, also=None):
    """Choices for a form: (key, name) grouped by kind; `empty` is the label of no choice, `also` the key of one that
    stays although it is retired. One query."""
    kinds = obstacles_by_kind(with_retired=also is not None)
    groups = [
        (kind.label, [(row.key, str(row)) for row in kind.obstacles if row.is_active or row.key == also])
        for kind in kinds
    ]
    return ([("", empty)] if empty is not None else []) + [group for group in groups if group[1]]


def obstacle_of(key):
    """The obstacle of a key, retired ones too, or None."""
    return Obstacle.objects.filter(key=key).first() if key else None
