"""What one presses, and what the portal answers: buttons, messages, empty lists, pictures, pages of a list."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from core.components.marks import icon_svg, one_of
from core.icons import ICONS

BUTTON_TONES = frozenset(
    {"plain", "primary", "quiet", "danger", "small", "quiet small", "danger small", "primary small"}
)
NOTICE_TONES = {"info": "info", "ok": "check", "warn": "alert", "danger": "alert"}


def picture(svg, label):
    """A picture from core/svg.py in a frame that scrolls on a narrow screen, by keyboard too. `label` names it."""
    return format_html('<div class="picture" tabindex="0" role="group" aria-label="{}">{}</div>', label, svg)


def _button_classes(tone):
    tone = one_of(tone, BUTTON_TONES, "plain", "tone of a button")
    return "".join(f" button-{part}" for part in tone.split() if part != "plain")


def button(label, url, tone="plain", icon="", **attributes):
    """A link that looks like a button. Further keywords become attributes, `_` read as `-` (`hx_get`, `aria_label`)."""
    mark = icon_svg(one_of(icon, ICONS, "info", "icon")) if icon else ""
    return format_html(
        '<a class="button{}" href="{}"{}>{}{}</a>', _button_classes(tone), url, _attributes(attributes), mark, label
    )


def submit(label, tone="primary", name="", value="", icon="", **attributes):
    """The button of a form."""
    if name:
        attributes = {"name": name, "value": value, **attributes}
    mark = icon_svg(one_of(icon, ICONS, "info", "icon")) if icon else ""
    return format_html(
        '<button type="submit" class="button{}"{}>{}{}</button>',
        _button_classes(tone),
        _attributes(attributes),
        mark,
        label,
    )


def _attributes(attributes):
    pairs = [
        (key.rstrip("_").replace("_", "-"), value) for key, value in attributes.items() if value not in (None, False)
    ]
    for key, _value in pairs:
        if key in {"style", "class"} or key.startswith("on"):
            raise ValueError(f"The attribute {key!r} is not for templates: use a tone, or a rule in portal.css.")
    plain = format_html_join("", " {}", ((key,) for key, value in pairs if value is True))
    valued = format_html_join("", ' {}="{}"', ((key, value) for key, value in pairs if value is not True))
    return plain + valued


def notice(tone, text, title=""):
    """A message box: info, ok, warn or danger."""
    tone = one_of(tone, NOTICE_TONES, "info", "tone of a notice")
    heading = format_html("<strong>{}</strong><br>", title) if title else ""
    suffix = "" if tone == "info" else f" notice-{tone}"
    return format_html(
        '<div class="notice{}">{}<div>{}{}</div></div>', suffix, icon_svg(NOTICE_TONES[tone]), heading, text
    )


def empty(title, text="", label="", url=""):
    """What would be here and who can add it; with `label` and `url` the way to do so."""
    action = format_html("<p>{}</p>", button(label, url)) if url else ""
    body = format_html("<p>{}</p>", text) if text else ""
    return format_html('<div class="empty"><strong>{}</strong>{}{}</div>', title, body, action)


def pages(context, page_obj, parameter="page"):
    """Pagination of a Django `Page`. Keeps every other part of the address, so a filter survives."""
    if page_obj.paginator.num_pages <= 1:
        return ""
    query = context["request"].GET.copy()

    def link(number, label, rel):
        query[parameter] = number
        return format_html(
            '<li><a class="button button-small" rel="{}" href="?{}">{}</a></li>', rel, query.urlencode(), label
        )

    items = mark_safe("")
    if page_obj.has_previous():
        items += link(page_obj.previous_page_number(), _("Previous"), "prev")
    if page_obj.has_next():
        items += link(page_obj.next_page_number(), _("Next"), "next")
    place = _("%(first)s to %(last)s of %(all)s") % {
        "first": page_obj.start_index(),
        "last": page_obj.end_index(),
        "all": page_obj.paginator.count,
    }
    return format_html(
        '<nav class="pages" aria-label="{}"><span class="num">{}</span><ul>{}</ul></nav>', _("Pages"), place, items
    )
