"""The sources of a page, each once, numbered in the order in which they are first used."""

import re
from dataclasses import dataclass

_ADDRESS = re.compile(r"https?://[^\s,]+")


@dataclass(frozen=True, slots=True)
class SourceLine:
    number: int
    text: str
    address: str


class Sources:
    def __init__(self):
        self.lines = []
        self._known = {}

    def numbers(self, text):
        """The numbers of the sources in `text` (" | " stands between them); new ones are added to `lines`."""
        numbers = []
        for part in filter(None, (part.strip() for part in text.split(" | "))):
            if part not in self._known:
                address = _ADDRESS.search(part)
                line = SourceLine(len(self.lines) + 1, part, address.group().rstrip(").;") if address else "")
                self._known[part] = line.number
                self.lines.append(line)
            numbers.append(self._known[part])
        return numbers
