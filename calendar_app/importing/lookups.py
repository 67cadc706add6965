"""Words into things: mechanisms, countries, themes and choices by key, code or name in any language."""

from functools import cache

from django.conf import settings
from django.utils.translation import override

from calendar_app.importing import problems as say
from calendar_app.importing.cells import BadCell
from calendar_app.importing.columns import plain_word
from clusters.models import Country
from core.texts import in_reader_language
from mechanisms.models import Mechanism, Theme


class Names:
    """Things by their names, in every language of the portal; a name that several share names none of them. A key
    always wins over a name."""

    def __init__(self, things, keys, names):
        self._keys: dict = {}
        self._names: dict = {}
        self.by_pk: dict = {}
        for thing in things:
            self.by_pk[thing.pk] = thing
            for name in keys:
                if value := getattr(thing, name):
                    self._keys[plain_word(value)] = thing
            for name in names:
                if value := getattr(thing, name):
                    self._names.setdefault(plain_word(value), {})[thing.pk] = thing
        for code, _name in settings.LANGUAGES:
            with override(code):
                for thing in self.by_pk.values():
                    self._names.setdefault(plain_word(in_reader_language(thing, "name")), {})[thing.pk] = thing

    def find(self, text):
        """The thing called `text`. Raises BadCell when there is none, or several."""
        word = plain_word(text)
        if word in self._keys:
            return self._keys[word]
        found = self._names.get(word, {})
        if not found:
            raise BadCell(say.UNKNOWN, value=str(text)[:80])
        if len(found) > 1:
            raise BadCell(say.SEVERAL, value=str(text)[:80])
        return next(iter(found.values()))


class Lookups:
    """Everything that cells may name, read once for a whole file: three queries."""

    def __init__(self):
        languages = ("name", "name_fr", "name_ar")
        mechanism_fields = ("key", "family", "short_name", "time_zone", *languages)
        self.mechanisms = Names(Mechanism.objects.only(*mechanism_fields), ("key",), ("short_name", *languages))
        self.countries = Names(Country.objects.all(), ("iso3",), languages)
        self.themes = Names(Theme.objects.all(), ("key",), languages)


@cache
def _words_of(enum):
    words: dict = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            words |= {plain_word(label): value for value, label in enum.choices}
    return words | {plain_word(value): value for value in enum.values}


def choice_of(enum, text):
    """The value of `enum` that `text` names, by value or label in any language. Raises BadCell."""
    value = _words_of(enum).get(plain_word(text))
    if value is None:
        raise BadCell(say.NOT_ONE_OF, value=str(text)[:60], choices=", ".join(enum.values))
    return value
