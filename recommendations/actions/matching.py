"""Which recommendation of the portal a record is about, and what it would change there."""

from calendar_app.enums import ImportVerdict
from mechanisms.models import Mechanism, Theme
from recommendations.enums import Position, Wording
from recommendations.models import OtherText, Recommendation, RecommendationImportRow
from recommendations.rules.text import digest_of

# What a file may change; an empty cell changes nothing.
COMPARED = (
    "kind",
    "symbol",
    "paragraph",
    "text",
    "wording",
    "position",
    "position_source",
    "recommending",
    "session",
    "cycle",
    "labels",
    "sdgs",
    "published_on",
    "annotation_id",
)
# The words and their origin go together.
WORDS = frozenset({"text", "wording", "symbol", "paragraph", "kind"})
_RANK = {Wording.RECORDED: 0, Wording.DRAFT: 1, Wording.OFFICIAL: 2}
_LOADED = ("id", "country_id", "mechanism_id", "language", "version", "digest", "source", *COMPARED)


class Known:
    """The recommendations of the countries that `records` speak of, found by identifier, place or words. Five
    queries, whatever the number of records."""

    def __init__(self, records):
        countries = {record.values.get("country") for record in records} - {None, ""}
        self.themes = set(Theme.objects.values_list("key", flat=True))
        self.bodies = dict(Mechanism.objects.values_list("key", "pk"))
        found = list(Recommendation.objects.filter(country__in=countries).only(*_LOADED).prefetch_related("themes"))
        self.by_identifier = {row.annotation_id: row for row in found if row.annotation_id}
        self.by_words, self.by_place, self.by_session = {}, {}, {}
        for row in found:
            self.by_words[self._words_of(row)] = row
            if row.symbol and row.paragraph:
                self.by_place.setdefault((row.country_id, row.mechanism_id, row.symbol, row.paragraph), []).append(row)
            if row.session:
                self.by_session[row.country_id, row.mechanism_id, row.session, row.digest] = row
        texts = OtherText.objects.filter(recommendation__country__in=countries)
        self.others = {(text.recommendation_id, text.language): text.text for text in texts}
        self.at_place: dict = {}
        for record in records:
            place = self._place(record.values)
            self.at_place[place] = self.at_place.get(place, 0) + 1

    @staticmethod
    def _words_of(row):
        return row.country_id, row.mechanism_id, row.symbol, row.session, row.paragraph, row.digest

    def _place(self, values):
        body = self.bodies.get(values.get("mechanism"))
        return values.get("country"), body, values.get("symbol"), values.get("paragraph")

    def find(self, values):
        """The recommendation that `values` speak of, or None."""
        identifier = values.get("annotation_id")
        if identifier and identifier in self.by_identifier:
            return self.by_identifier[identifier]
        country, body, symbol, paragraph = place = self._place(values)
        digest = digest_of(values["text"])
        found = self.by_words.get((country, body, symbol, values.get("session", ""), paragraph, digest))
        if found is None and values.get("session"):
            found = self.by_session.get((country, body, values["session"], digest))
        if found is None and symbol and paragraph:
            there = self.by_place.get(place, [])
            # Where a paragraph holds several recommendations, its number alone says nothing.
            if len(there) == 1 and self.at_place[place] == 1:
                found = there[0]
        if found is not None and identifier and found.annotation_id not in ("", identifier):
            return None
        return found

    def rows(self, records, language):
        """A `RecommendationImportRow` for each record, without its run. Of two records about the same recommendation
        the second is left unchanged."""
        made, taken = [], set()
        for record in records:
            row = RecommendationImportRow(line=record.line, values=record.values, problems=record.problems)
            made.append(row)
            if record.problems:
                row.verdict = ImportVerdict.BROKEN
                continue
            found = self.find(record.values)
            if found is None:
                row.verdict = ImportVerdict.NEW
                row.values = {**record.values, "language": language}
                continue
            row.recommendation_id, row.recommendation_version = found.pk, found.version
            row.values, row.before = self._difference(found, record.values, language)
            is_changed = bool(row.values) and found.pk not in taken
            row.verdict = ImportVerdict.CHANGED if is_changed else ImportVerdict.UNCHANGED
            taken.add(found.pk)
        return made

    def _difference(self, found, values, language):
        """(what would change, what stands there), by field."""
        if found.language != language:
            return self._other_text(found, values, language)
        after, before = {}, {}
        is_weaker = _RANK[values["wording"]] < _RANK[found.wording]
        for name in COMPARED:
            new = values.get(name)
            if new in (None, "", {}, []):
                continue
            if is_weaker and name in WORDS:
                continue
            now = getattr(found, name)
            now = now.isoformat() if name == "published_on" and now else now
            if name == "position" and is_weaker and now in Position.answered():
                continue
            if name in ("position_source", "labels", "recommending", "sdgs") and is_weaker and now:
                continue
            if name == "text" and digest_of(new) == found.digest:
                # Only commas or spaces differ.
                continue
            if new != now:
                after[name], before[name] = str(new) if isinstance(new, str) else new, now
        known = {theme.key for theme in found.themes.all()}
        more = (set(values.get("themes") or ()) & self.themes) - known
        if more:
            after["themes"], before["themes"] = sorted(known | more), sorted(known)
        if {"text", "wording"} & set(after) and values.get("source"):
            after["source"], before["source"] = values["source"], found.source
        return after, before

    def _other_text(self, found, values, language):
        now = self.others.get((found.pk, language))
        if now == values["text"]:
            return {}, {}
        return {"other_text": values["text"], "other_language": language}, {"other_text": now}
