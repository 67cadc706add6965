"""A file becomes a preview: what each of its records would do. No recommendation is written."""

import datetime as dt
import hashlib

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from calendar_app.enums import ImportState, ImportVerdict
from calendar_app.importing.problems import UnreadableFile
from core import clock
from mechanisms.models import Mechanism
from recommendations.actions.applying import CHUNK, in_chunks
from recommendations.actions.matching import Known
from recommendations.enums import SourceFormat
from recommendations.importing import records as say
from recommendations.importing import uhri, upr_info
from recommendations.importing.files import format_of
from recommendations.importing.states import States
from recommendations.importing.word import read_thematic
from recommendations.models import Recommendation, RecommendationImport, RecommendationImportRow
from recommendations.policy import check_keeps

# Previews that nobody applied are of no use after this long.
KEEP_PREVIEWS = dt.timedelta(days=30)
# A file that is another kind of list altogether gives thousands of broken lines; the first ones tell enough.
MOST_BROKEN = 500


def read_import(*, content, file_name, countries=(), language="en", session="", by):
    """Read the bytes of an export (UHRI Excel or JSON, UPR Info CSV, a thematic list of OHCHR in Word; told by content)
    and keep what each record would do as a preview. With `countries` (ISO codes) only theirs are kept, the others
    counted. `language`: that of the texts. A thematic list names neither State nor session: it needs one of
    `countries`, and `session`. Returns the `RecommendationImport`. Task Team only; raises UnreadableFile, with a
    sentence, for a file that is none of these, ValidationError when something must be told. The same file twice gives
    two previews."""
    check_keeps(by)
    source = format_of(content)
    states = States()
    wanted = {code for code in countries if code in states.codes}
    counts = {"left_out": 0, "answers": 0, "unchanged": 0}
    records = []
    for record in _records(source, content, states, sorted(wanted), session):
        if record is None:
            counts["answers"] += 1
        elif wanted and record.values.get("country") and record.values["country"] not in wanted:
            counts["left_out"] += 1
        elif record.problems and sum(1 for each in records if each.problems) >= MOST_BROKEN:
            raise UnreadableFile(
                _("More than %(limit)s lines cannot be read. Is this the file you meant?") % {"limit": MOST_BROKEN}
            )
        else:
            records.append(record)
            say.check_rows(len(records))
    if not records:
        raise UnreadableFile(_("The file holds no recommendation of these countries."))
    _check_twice(records)
    _check_bodies(records)
    _check_identifiers(records)
    rows = Known(records).rows(records, language)
    counts["unchanged"] = sum(row.verdict == ImportVerdict.UNCHANGED for row in rows)
    reading = {"language": language, "countries": sorted(wanted), **counts}
    return _keep(content, file_name, source, reading, rows, by)


def _records(source, content, states, countries, session):
    if source == SourceFormat.UHRI_XLSX:
        return uhri.read_xlsx(content, states)
    if source == SourceFormat.UHRI_JSON:
        return uhri.read_json(content, states)
    if source == SourceFormat.UPR_INFO:
        return upr_info.read_csv(content, states)
    if len(countries) != 1:
        raise ValidationError({"countries": _("A thematic list is of one State: choose it.")})
    if not session.isdecimal():
        raise ValidationError({"session": _("A thematic list does not name the session of the UPR: write its number.")})
    return read_thematic(content, states, country=countries[0], session=session)


def _check_twice(records):
    """One identifier, or the same words at the same place, in two lines: the second is refused."""
    identifiers, places = {}, {}
    for record in records:
        if record.problems:
            continue
        values = record.values
        identifier = values.get("annotation_id")
        place = tuple(values.get(name) for name in ("country", "mechanism", "symbol", "session", "paragraph", "text"))
        if identifier and identifier in identifiers:
            record.refuse("", say.IDENTIFIER_TWICE, identifier, line=identifiers[identifier])
        elif place in places and not identifier:
            record.refuse("", say.TWICE, line=places[place])
        elif place in places:
            # The Index holds the same paragraph under two identifiers now and then: one of them is enough.
            record.refuse("", say.TWICE, identifier, line=places[place])
        if identifier:
            identifiers.setdefault(identifier, record.line)
        places.setdefault(place, record.line)


def _check_bodies(records):
    """Bodies that the Index knows and the catalogue of this portal does not."""
    there = set(Mechanism.objects.values_list("key", flat=True))
    for record in records:
        body = record.values.get("mechanism")
        if body and body not in there:
            record.refuse("", say.UNKNOWN_BODY, body, value=body)


def _check_identifiers(records):
    """An identifier of the Index that stands on a recommendation to another State here."""
    by_identifier = {record.values["annotation_id"]: record for record in records if record.values.get("annotation_id")}
    for chunk in in_chunks(sorted(by_identifier)):
        there = Recommendation.objects.filter(annotation_id__in=chunk).select_related("country").order_by()
        for row in there.only("annotation_id", "country"):
            record = by_identifier[row.annotation_id]
            if record.values.get("country") not in ("", row.country_id):
                record.refuse("", say.IDENTIFIER_ELSEWHERE, row.annotation_id, value=str(row.country))


@transaction.atomic
def _keep(content, file_name, source, reading, rows, by):
    old = RecommendationImport.objects.visible_to(by).filter(
        state=ImportState.PREVIEW, created_at__lt=clock.now() - KEEP_PREVIEWS
    )
    old.delete()
    run = RecommendationImport.objects.create(
        file_name=file_name[-200:],
        format=source,
        digest=hashlib.sha256(content).hexdigest(),
        reading=reading,
        created_by=by,
    )
    kept = [row for row in rows if row.verdict != ImportVerdict.UNCHANGED]
    for row in kept:
        row.run = run
    RecommendationImportRow.objects.bulk_create(kept, batch_size=CHUNK)
    return run
