"""Resources that the portal ships with, from the reference files."""

from django.conf import settings

from core.enums import Confidence
from core.importing import edits_by_people, read_yaml, sync
from knowledge.enums import ResourceKind
from knowledge.models import Resource
from mechanisms.models import Document

FIELDS = ("key", "kind", "language", "title", "producer", "text", "documents", "confidence", "source")


def load_resources(folder, report):
    """Load `resources.yaml`, in the order of the file, after the documents that its rows name. What the Task Team has
    changed or offers no more stays so; resources that people added are left alone."""
    languages = {code: code for code, _name in settings.LANGUAGES}
    by_key = {document.reference_key: document for document in Document.objects.exclude(reference_key="")}
    wanted, links = [], {}
    for position, row in enumerate(read_yaml(folder, "resources.yaml", "resources", FIELDS), start=1):
        key = row.text("key", required=True)
        values = {name: row.text(name, required=True) for name in ("title", "producer", "text", "source")}
        values |= {
            "reference_key": key,
            "kind": row.choice("kind", ResourceKind),
            "language": row.one_of("language", languages, required=True),
            "confidence": row.choice("confidence", Confidence),
            "position": position,
        }
        wanted.append((row, key, values))
        links[key] = [_document(row, name, by_key) for name in row.names("documents")]
    existing = {one.reference_key: one for one in Resource.objects.exclude(reference_key="")}
    sync(Resource, wanted, existing=existing, report=report, edits=edits_by_people(Resource))
    for key, documents in links.items():
        existing[key].documents.set(documents)


def _document(row, name, by_key):
    if name not in by_key:
        raise row.broken("documents", f"“{name}” is no row of documents.csv.")
    return by_key[name]
