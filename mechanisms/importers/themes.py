"""Themes, and the themes that bodies and documents carry."""

from django.utils.translation import gettext as _

from core.importing import edits_by_people, read_csv, sync
from mechanisms.enums import ThemeKind
from mechanisms.models import Theme

COLUMNS = ("key", "kind", "name", "name_fr", "name_ar")


def load_themes(folder, report):
    """Load `themes.csv`, in the order of the file. Returns {key: id}."""
    wanted = []
    for position, row in enumerate(read_csv(folder, "themes.csv", COLUMNS), start=1):
        key = row.text("key", required=True)
        values = {name: row.text(name) for name in ("name_fr", "name_ar")}
        values |= {
            "key": key,
            "kind": row.choice("kind", ThemeKind),
            "name": row.text("name", required=True),
            "position": position,
        }
        wanted.append((row, key, values))
    existing = {theme.key: theme for theme in Theme.objects.all()}
    sync(Theme, wanted, existing=existing, report=report, edits=edits_by_people(Theme))
    return {key: theme.pk for key, theme in existing.items()}


def theme_ids(row, themes):
    """The themes of a row, written as keys with spaces between them."""
    ids = []
    for key in row.text("themes").split():
        if key not in themes:
            raise row.broken("themes", _("“%(value)s” is not known.") % {"value": key})
        ids.append(themes[key])
    return ids


def link_themes(model, wanted, report, edits):
    """Give each object of `wanted` ([(object, theme ids)]) its themes, in bulk. None is ever taken away, and an object
    whose themes a person has chosen is left alone. `edits`: from `edits_by_people`."""
    through = model.themes.through
    owner = f"{model._meta.model_name}_id"
    known = set(through.objects.values_list(owner, "theme_id"))
    tally, links = report.tally(through), []
    for obj, ids in wanted:
        if "themes" in edits.get((model._meta.label_lower, str(obj.pk)), ()):
            continue
        for theme in ids:
            if (obj.pk, theme) in known:
                tally.unchanged += 1
            else:
                links.append(through(**{owner: obj.pk, "theme_id": theme}))
    through.objects.bulk_create(links, batch_size=500)
    tally.created += len(links)
