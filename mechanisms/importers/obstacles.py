"""The obstacles to engagement."""

from core.importing import edits_by_people, read_yaml, sync
from mechanisms.enums import ObstacleKind
from mechanisms.models import Obstacle

FIELDS = ("key", "kind", "name", "name_fr", "name_ar", "text", "text_fr", "text_ar", "source")
_TEXTS = ("name_fr", "name_ar", "text_fr", "text_ar")


def load_obstacles(folder, report):
    """Load `obstacles.yaml`, in the order of the file. Whether one is in use is for people to say."""
    wanted = []
    for position, row in enumerate(read_yaml(folder, "obstacles.yaml", "obstacles", FIELDS), start=1):
        key = row.text("key", required=True)
        values = {name: row.text(name) for name in _TEXTS}
        values |= {
            "key": key,
            "kind": row.choice("kind", ObstacleKind),
            "name": row.text("name", required=True),
            "text": row.text("text", required=True),
            "source": row.text("source", required=True),
            "position": position,
        }
        wanted.append((row, key, values))
    existing = {obstacle.key: obstacle for obstacle in Obstacle.objects.all()}
    sync(Obstacle, wanted, existing=existing, report=report, edits=edits_by_people(Obstacle))
