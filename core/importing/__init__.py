"""Reading files of reference data and bringing tables in line with them.

A broken file is named with its line and field and nothing is written. A value that a person has changed in the
portal is never overwritten: the difference is reported instead.
"""

from core.importing.reading import read_csv, read_yaml
from core.importing.remembering import remember
from core.importing.rows import BrokenFile, Row
from core.importing.syncing import Difference, Report, Tally, edits_by_people, sync

__all__ = [
    "BrokenFile",
    "Difference",
    "Report",
    "Row",
    "Tally",
    "edits_by_people",
    "read_csv",
    "read_yaml",
    "remember",
    "sync",
]
