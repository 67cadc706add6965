"""Who holds a mandate, and the documents of a mechanism."""

from core.enums import Confidence
from core.importing import edits_by_people, read_csv, sync
from mechanisms.enums import DocumentKind
from mechanisms.importers.themes import link_themes, theme_ids
from mechanisms.models import Document, MandateHolder

HOLDER_COLUMNS = ("mechanism", "name", "is_present", "since", "until", "as_of", "confidence", "source", "note")
DOCUMENT_COLUMNS = (
    "mechanism",
    "kind",
    "symbol",
    "title",
    "year",
    "forum",
    "author",
    "url",
    "themes",
    "confidence",
    "source",
    "note",
)


def load_holders(folder, report, mechanisms):
    """Load `holders.csv`: present and earlier holders of mandates. A holder whom a person renamed is recognised."""
    wanted = []
    for row in read_csv(folder, "holders.csv", HOLDER_COLUMNS):
        name = row.text("name", required=True)
        mechanism = row.one_of("mechanism", mechanisms, required=True)
        reference = f"{row.text('mechanism')}/{name}"
        values = {key: row.text(key) for key in ("since", "until", "as_of", "source", "note")}
        values |= {
            "mechanism_id": mechanism,
            "reference_key": reference,
            "name": name,
            "is_present": row.yes("is_present"),
            "confidence": row.choice("confidence", Confidence),
        }
        wanted.append((row, reference, values))
    existing = {
        holder.reference_key or f"{holder.mechanism.key}/{holder.name}": holder
        for holder in MandateHolder.objects.select_related("mechanism")
    }
    sync(MandateHolder, wanted, existing=existing, report=report, edits=edits_by_people(MandateHolder))


def load_documents(folder, report, mechanisms, themes):
    """Load `documents.csv`. One document of a mechanism is told from the next by its symbol, or by its title where it
    has none; a document whose symbol or title a person put right is recognised."""
    wanted, links = [], []
    for row in read_csv(folder, "documents.csv", DOCUMENT_COLUMNS):
        values = {name: row.text(name) for name in ("symbol", "title", "forum", "author", "url", "source", "note")}
        values |= {
            "mechanism_id": row.one_of("mechanism", mechanisms, required=True),
            "kind": row.choice("kind", DocumentKind),
            "year": row.number("year"),
            "confidence": row.choice("confidence", Confidence),
        }
        reference = _reference(row.text("mechanism"), values["kind"], values["symbol"], values["title"])
        wanted.append((row, reference, {**values, "reference_key": reference}))
        links.append((reference, theme_ids(row, themes)))
    existing = {
        document.reference_key or _reference(document.mechanism.key, document.kind, document.symbol, document.title): (
            document
        )
        for document in Document.objects.select_related("mechanism")
    }
    edits = edits_by_people(Document)
    sync(Document, wanted, existing=existing, report=report, edits=edits)
    link_themes(Document, [(existing[reference], ids) for reference, ids in links], report, edits)


def _reference(mechanism, kind, symbol, title):
    return f"{mechanism}/{kind}/{symbol or title}"[:320]
