"""The components of the engagement process."""

from core.importing import edits_by_people, read_yaml, sync
from mechanisms.enums import Holds
from mechanisms.models import Component

FIELDS = (
    "key",
    "name",
    "name_fr",
    "name_ar",
    "text",
    "text_fr",
    "text_ar",
    "holds",
    "is_derived",
    "source",
)
_TEXTS = ("name_fr", "name_ar", "text_fr", "text_ar")


def load_components(folder, report):
    """Load `components.yaml`, in the order of the file. Whether one is in use is for people to say."""
    wanted = []
    for position, row in enumerate(read_yaml(folder, "components.yaml", "components", FIELDS), start=1):
        key = row.text("key", required=True)
        values = {name: row.text(name) for name in _TEXTS}
        values |= {
            "key": key,
            "name": row.text("name", required=True),
            "text": row.text("text", required=True),
            "holds": row.choice("holds", Holds),
            "is_derived": row.yes("is_derived"),
            "source": row.text("source", required=True),
            "position": position,
        }
        wanted.append((row, key, values))
    existing = {component.key: component for component in Component.objects.all()}
    sync(Component, wanted, existing=existing, report=report, edits=edits_by_people(Component))
