"""Template components: a builtin library, so that every template has them without `{% load %}`.

Each returns finished, escaped HTML; none renders a template, because lists of fifty rows are the rule. A wrong tone,
icon or mark raises outside production and falls back to the neutral form there.
"""

import datetime as dt
from functools import cache

from django import forms, template
from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils import timezone
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core import clock, dates
from core.documents.labels import LANGUAGE_NAMES
from core.icons import ICONS, TURNS

register = template.Library()

PILL_TONES = frozenset({"ok", "warn", "danger", "private", "accent", "neutral"})
BUTTON_TONES = frozenset(
    {"plain", "primary", "quiet", "danger", "small", "quiet small", "danger small", "primary small"}
)
NOTICE_TONES = {"info": "info", "ok": "check", "warn": "alert", "danger": "alert"}
SOON_DAYS = 14
FAR_DAYS = 60
_OTHER_FAMILY = "other"
FAMILY_SHAPES = frozenset(
    {
        "upr",
        "treaty_body",
        "special_procedure",
        "hrc",
        "regional",
        "investigation",
        "other_monitoring",
        "national",
        "fund",
        "tool",
        "un_body",
        _OTHER_FAMILY,
    }
)
# Mark: tone of its pill, icon.
MARKS = {
    "open": ("ok", "globe"),
    "members_only": ("neutral", "people"),
    "members": ("neutral", "people"),
    "coordinators": ("private", "lock"),
    "restricted": ("danger", "lock"),
    "confidential": ("danger", "shield"),
}


def one_of(value, allowed, fallback, what):
    """`value` where it is allowed. Otherwise ValueError, or in production the `fallback`."""
    value = str(value)
    if value in allowed:
        return value
    if settings.PRODUCTION:
        return fallback
    raise ValueError(f"Unknown {what} {value!r}; there are: {', '.join(sorted(allowed))}.")


# --- Words and marks ---------------------------------------------------------------------------------------


@cache
def _icon(name):
    turns = " icon-turns" if name in TURNS else ""
    svg = f'<svg class="icon{turns}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{ICONS[name]}</svg>'
    return mark_safe(svg)  # noqa: S308  a constant


@register.simple_tag
def icon(name):
    """A decorative icon; the word stands beside it."""
    return _icon(one_of(name, ICONS, "info", "icon"))


@register.simple_tag
def pill(tone, text, icon=""):
    """A state as a word: `{% pill "ok" _("Confirmed") %}`."""
    tone = one_of(tone, PILL_TONES, "neutral", "tone of a pill")
    mark = _icon(one_of(icon, ICONS, "info", "icon")) if icon else ""
    return format_html('<span class="pill pill-{}">{}{}</span>', tone, mark, text)


@register.simple_tag
def family_mark(family, label="", hidden_label=""):
    """Hue and shape of a family with its word. Without `label` only the shape, named by `hidden_label` for readers
    who do not see it."""
    family = one_of(family, FAMILY_SHAPES, _OTHER_FAMILY, "family")
    if label:
        return format_html('<span class="family family-{}"><bdi>{}</bdi></span>', family, label)
    return format_html(
        '<span class="family family-icon family-{}"><span class="visually-hidden">{}</span></span>',
        family,
        hidden_label,
    )


@register.simple_tag
def english_note():
    """A short notice that quotations and facts stand in English on this page, as their sources; nothing for a reader
    of English. The texts themselves carry lang="en"."""
    if (get_language() or "en").startswith("en"):
        return ""
    return format_html(
        '<p class="english-note">{}<span>{}</span></p>', _icon("globe"), _("Texts from the sources are in English.")
    )


@register.simple_tag
def document_language(code):
    """The language a document is written in, under its own name ("Русский"), marked as such."""
    name = LANGUAGE_NAMES.get(str(code).lower(), code)
    return format_html(
        '<span class="language"><span class="visually-hidden">{} </span><bdi lang="{}">{}</bdi></span>',
        _("Language of the document"),
        code,
        name,
    )


@register.simple_tag
def seen_by(mark, text=""):
    """Who can see this: the mark as a word, then names or a count. `mark` is open, members_only, members,
    coordinators, restricted or confidential; `text` is shown as it is."""
    mark = one_of(mark, MARKS, "confidential", "mark")
    tone, icon_name = MARKS[mark]
    words = {
        "open": _("Open"),
        "members_only": _("Members only"),
        "members": _("Members only"),
        "coordinators": _("Coordinators only"),
        "restricted": _("Restricted"),
        "confidential": _("Confidential"),
    }
    badge = format_html('<span class="pill pill-{}">{}{}</span>', tone, _icon(icon_name), words[mark])
    hint = format_html('<span class="visually-hidden">{} </span>', _("Who can see this:"))
    more = format_html("<span>{}</span>", text) if text else ""
    return format_html('<span class="seen-by">{}{}{}</span>', hint, badge, more)


@register.filter(is_safe=True)
def isolate(value):
    """Names, numbers and foreign words keep their own direction inside text of the other one."""
    return format_html("<bdi>{}</bdi>", value)


# --- Dates -------------------------------------------------------------------------------------------------


@register.simple_tag
def day(value):
    """`{% day entry.due_on %}`: "4 May 2027" in the reader's language; nothing known gives "not announced"."""
    if value is None:
        return dates.day_text(None)
    if isinstance(value, dt.datetime):
        # Of an instant the reader's own day.
        value = timezone.localtime(value).date()
    return format_html('<time datetime="{}" dir="auto">{}</time>', f"{value:%Y-%m-%d}", dates.day_text(value))


@register.filter
def as_of(value):
    """`{{ holder.as_of|as_of }}`: "2022-06" in words of the reader's language; what is no date stays as found."""
    return dates.as_of_text(value)


@register.simple_tag
def instant(value, zone=""):
    """`{% instant entry.due_at entry.time_zone %}`: "4 May 2027, 12:00 (Geneva)". Without `zone` the reader's own."""
    if value is None:
        return dates.day_text(None)
    text = dates.instant_text(value, zone or timezone.get_current_timezone_name())
    return format_html('<time datetime="{}" dir="auto">{}</time>', value.isoformat(timespec="minutes"), text)


@register.simple_tag
def days_left(value):
    """`{% days_left entry.due_on %}`: "10 days", counted from the reader's own today; 14 days or fewer stand out."""
    if value is None:
        return ""
    days = (value - clock.today(timezone.get_current_timezone_name())).days
    tone = "days-past" if days < 0 else "days-soon" if days <= SOON_DAYS else "days-far" if days > FAR_DAYS else ""
    return format_html('<span class="days-left {}" dir="auto">{}</span>', tone, dates.days_left_text(days))


# --- Pictures ----------------------------------------------------------------------------------------------


@register.simple_tag
def picture(svg, label):
    """A picture from core/svg.py in a frame that scrolls on a narrow screen, by keyboard too. `label` names it."""
    return format_html('<div class="picture" tabindex="0" role="group" aria-label="{}">{}</div>', label, svg)


# --- Actions -------------------------------------------------------------------------------------------------


def _button_classes(tone):
    tone = one_of(tone, BUTTON_TONES, "plain", "tone of a button")
    return "".join(f" button-{part}" for part in tone.split() if part != "plain")


@register.simple_tag
def button(label, url, tone="plain", icon="", **attributes):
    """A link that looks like a button. Further keywords become attributes, `_` read as `-` (`hx_get`, `aria_label`)."""
    mark = _icon(one_of(icon, ICONS, "info", "icon")) if icon else ""
    return format_html(
        '<a class="button{}" href="{}"{}>{}{}</a>', _button_classes(tone), url, _attributes(attributes), mark, label
    )


@register.simple_tag
def submit(label, tone="primary", name="", value="", icon="", **attributes):
    """The button of a form."""
    if name:
        attributes = {"name": name, "value": value, **attributes}
    mark = _icon(one_of(icon, ICONS, "info", "icon")) if icon else ""
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


# --- Messages ------------------------------------------------------------------------------------------------


@register.simple_tag
def notice(tone, text, title=""):
    """A message box: info, ok, warn or danger."""
    tone = one_of(tone, NOTICE_TONES, "info", "tone of a notice")
    heading = format_html("<strong>{}</strong><br>", title) if title else ""
    suffix = "" if tone == "info" else f" notice-{tone}"
    return format_html(
        '<div class="notice{}">{}<div>{}{}</div></div>', suffix, _icon(NOTICE_TONES[tone]), heading, text
    )


@register.simple_tag
def empty(title, text="", label="", url=""):
    """What would be here and who can add it; with `label` and `url` the way to do so."""
    action = format_html("<p>{}</p>", button(label, url)) if url else ""
    body = format_html("<p>{}</p>", text) if text else ""
    return format_html('<div class="empty"><strong>{}</strong>{}{}</div>', title, body, action)


# --- Forms ---------------------------------------------------------------------------------------------------


def _is_group(widget):
    return isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple)


@register.simple_tag
def field(bound, **attributes):
    """A form field with label, help, error and the wiring that screen readers need. Keywords become attributes of the
    input (`rows=3`, `autocomplete="off"`)."""
    if not isinstance(bound, forms.BoundField):
        # A misspelt name would else vanish from the page without a sound.
        raise ValueError(f"field needs a field of a form, not {bound!r}.")
    if bound.is_hidden:
        return bound.as_widget()
    widget = bound.field.widget
    field_id = bound.id_for_label or bound.auto_id
    described = []
    help_text = errors = ""
    if bound.help_text:
        described.append(f"{field_id}_helptext")
        # Help texts are the portal's own words (Django's password rules are a safe list).
        help_text = format_html('<div class="field-help" id="{}_helptext">{}</div>', field_id, bound.help_text)
    if bound.errors:
        described.append(f"{field_id}_error")
        errors = format_html(
            '<div class="field-error" id="{}_error">{}<span>{}</span></div>',
            field_id,
            _icon("alert"),
            format_html_join(mark_safe("<br>"), "{}", ((error,) for error in bound.errors)),
        )
    attributes = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
    if described and not _is_group(widget):
        attributes["aria-describedby"] = " ".join(described)
    if bound.errors and not _is_group(widget):
        attributes["aria-invalid"] = "true"
    control = bound.as_widget(attrs=attributes)
    optional = "" if bound.field.required else format_html(' <span class="field-optional">{}</span>', _("(optional)"))
    if _is_group(widget):
        return format_html(
            '<div class="field" id="{}_field"><fieldset aria-describedby="{}">'
            "<legend>{}{}</legend>{}{}{}</fieldset></div>",
            field_id,
            " ".join(described),
            bound.label,
            optional,
            help_text,
            control,
            errors,
        )
    if isinstance(widget, forms.CheckboxInput):
        return format_html(
            '<div class="field field-check">{}<label for="{}">{}</label>{}{}</div>',
            control,
            field_id,
            bound.label,
            help_text,
            errors,
        )
    return format_html(
        '<div class="field"><label for="{}">{}{}</label>{}{}{}</div>',
        field_id,
        bound.label,
        optional,
        help_text,
        control,
        errors,
    )


@register.simple_tag
def form_errors(form):
    """What is wrong, above the form, each line a link to its field. Nothing when nothing is wrong."""
    if not form.errors:
        return ""
    lines = [conditional_escape(error) for error in form.non_field_errors()]
    for name, errors in form.errors.items():
        if name == NON_FIELD_ERRORS:
            continue
        bound = form[name]
        target = f"{bound.auto_id}_field" if _is_group(bound.field.widget) else bound.id_for_label or bound.auto_id
        lines += [
            format_html("{}: {}", bound.label, error)
            if bound.is_hidden
            else format_html('<a href="#{}">{}</a>: {}', target, bound.label, error)
            for error in errors
        ]
    items = format_html_join("", "<li>{}</li>", ((line,) for line in lines))
    return format_html(
        '<div class="notice notice-danger form-errors" role="alert" tabindex="-1" data-focus>{}'
        "<div><strong>{}</strong><ul>{}</ul></div></div>",
        _icon("alert"),
        _("Not saved yet. Please look at this:"),
        items,
    )


# --- Pages of a list -------------------------------------------------------------------------------------------


@register.simple_tag(takes_context=True)
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
