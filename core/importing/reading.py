"""Reading the records of a CSV or YAML file, each with the line it stands on."""

import csv

import yaml
from django.utils.translation import gettext as _

from core.importing.rows import LINE, BrokenFile, Row


def read_csv(folder, name, columns):
    """The records of a CSV file with a head line. Every one of `columns` must be there; others are refused."""
    path = folder / name
    rows = []
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.reader(stream, strict=True)
            head = next(reader, [])
            for column in columns:
                if column not in head:
                    raise BrokenFile(name, 1, column, _("the column is missing."))
            for column in head:
                if column not in columns:
                    raise BrokenFile(name, 1, column, _("the column is not known."))
            line = reader.line_num + 1
            for cells in reader:
                if cells and len(cells) != len(head):
                    raise BrokenFile(
                        name,
                        line,
                        head[min(len(cells), len(head) - 1)],
                        _("%(found)s cells instead of %(wanted)s.") % {"found": len(cells), "wanted": len(head)},
                    )
                if cells:
                    rows.append(Row(name, line, dict(zip(head, cells, strict=True))))
                line = reader.line_num + 1
    except FileNotFoundError as error:
        raise BrokenFile(name, None, None, _("the file is missing.")) from error
    except OSError as error:
        raise BrokenFile(name, None, None, _("not readable: %(error)s") % {"error": error.strerror}) from error
    except UnicodeDecodeError as error:
        raise BrokenFile(name, None, None, _("the file is not UTF-8 text.")) from error
    except csv.Error as error:
        raise BrokenFile(name, reader.line_num, None, _("not readable as CSV: %(error)s") % {"error": error}) from error
    return rows


class _LineLoader(yaml.CSafeLoader):
    """Safe YAML whose mappings remember the line they begin on."""


def _mapping(loader, node):
    values = loader.construct_mapping(node, deep=True)
    values[LINE] = node.start_mark.line + 1
    return values


_LineLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def read_yaml(folder, name, top, fields):
    """The records of the list `top` of a YAML file. Fields outside `fields` are refused, so a slip is seen."""
    path = folder / name
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise BrokenFile(name, None, None, _("the file is missing.")) from error
    except OSError as error:
        raise BrokenFile(name, None, None, _("not readable: %(error)s") % {"error": error.strerror}) from error
    except UnicodeDecodeError as error:
        raise BrokenFile(name, None, None, _("the file is not UTF-8 text.")) from error
    try:
        content = yaml.load(text, Loader=_LineLoader)  # noqa: S506 (a safe loader that also counts lines)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise BrokenFile(name, line, None, _("not readable as YAML: %(error)s") % {"error": error.problem}) from error
    except yaml.YAMLError as error:
        raise BrokenFile(name, None, None, _("not readable as YAML: %(error)s") % {"error": error}) from error
    records = content.get(top) if isinstance(content, dict) else None
    if not isinstance(records, list):
        raise BrokenFile(name, 1, top, _("a list is expected."))
    rows = []
    for position, record in enumerate(records, start=1):
        if not isinstance(record, dict):
            raise BrokenFile(name, None, top, _("record %(number)s is no table.") % {"number": position})
        for key in record:
            if key != LINE and key not in fields:
                raise BrokenFile(name, record[LINE], key, _("the field is not known."))
        rows.append(Row(name, record[LINE], record))
    return rows
