"""Numbering of Word, with the numbers of the tree written into it."""

from core.documents.docx.xml import W, add

_THROUGH, _ORDERED = 0, 1


class Numbers:
    """Adds number definitions to word/numbering.xml. A new one begins wherever the tree does not simply count on."""

    def __init__(self, root):
        self.root = root
        self.following = 1 + max(int(each.get(f"{W}numId")) for each in root.findall(f"{W}num"))
        self.current = self.expected = None

    def through(self, number):
        """The definition under which the next paragraph bears `number`."""
        if self.expected != number:
            self.current = self._define(_THROUGH, 0, number)
        self.expected = number + 1
        return self.current

    def ordered(self, level, start):
        """A definition of its own for an ordered list."""
        return self._define(_ORDERED, level, start)

    def _define(self, shape, level, start):
        definition = add(self.root, "num", numId=self.following)
        add(definition, "abstractNumId", val=shape)
        override = add(definition, "lvlOverride", ilvl=level)
        add(override, "startOverride", val=start)
        self.following += 1
        return self.following - 1
