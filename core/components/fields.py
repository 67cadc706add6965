"""Fields of forms, with the wiring that screen readers need."""

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from core.components.marks import icon_svg


def _is_group(widget):
    return isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple)


def field(bound, **attributes):
    """A form field with label, help, error and the wiring that screen readers need. Keywords become attributes of the
    input (`rows=3`, `autocomplete="off"`). A field that may stay empty while one fills the form in, but not in the end,
    says `needed_later`: it is not called optional."""
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
            icon_svg("alert"),
            format_html_join(mark_safe("<br>"), "{}", ((error,) for error in bound.errors)),
        )
    attributes = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
    if described and not _is_group(widget):
        attributes["aria-describedby"] = " ".join(described)
    if bound.errors and not _is_group(widget):
        attributes["aria-invalid"] = "true"
    control = bound.as_widget(attrs=attributes)
    is_needed = bound.field.required or getattr(bound.field, "needed_later", False)
    optional = "" if is_needed else format_html(' <span class="field-optional">{}</span>', _("(optional)"))
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


# A question needs no colon after it, in whatever script it is asked.
_ENDS_ITSELF = ("?", "؟", "？")


def form_errors(form):
    """What is wrong, above the form, each line a link to its field. Nothing when nothing is wrong. A field whose label
    tells only beside others what it is about names itself here by its `summary_label`; a form that is refused for
    something else than saving says so by its `errors_heading`."""
    if not form.errors:
        return ""
    lines = [conditional_escape(error) for error in form.non_field_errors()]
    for name, errors in form.errors.items():
        if name == NON_FIELD_ERRORS:
            continue
        bound = form[name]
        target = f"{bound.auto_id}_field" if _is_group(bound.field.widget) else bound.id_for_label or bound.auto_id
        label = str(getattr(bound.field, "summary_label", bound.label))
        colon = "" if label.endswith(_ENDS_ITSELF) else ":"
        lines += [
            format_html("{}{} {}", label, colon, error)
            if bound.is_hidden
            else format_html('<a href="#{}">{}</a>{} {}', target, label, colon, error)
            for error in errors
        ]
    items = format_html_join("", "<li>{}</li>", ((line,) for line in lines))
    return format_html(
        '<div class="notice notice-danger form-errors" role="alert" tabindex="-1" data-focus>{}'
        '<div class="stack-small"><strong>{}</strong><ul>{}</ul>{}</div></div>',
        icon_svg("alert"),
        getattr(form, "errors_heading", None) or _("Not saved yet. Please look at this:"),
        items,
        _stored(getattr(form, "stored", None)),
    )


def _stored(rows):
    """After a conflict (`core.acting.take_up_stored`): what somebody else saved, beside what was typed."""
    if rows is None:
        return ""
    if not rows:
        return format_html("<p>{}</p>", _("Nothing differs."))
    facts = format_html_join("", "<dt>{}</dt><dd dir='auto'>{}</dd>", rows)
    sentence = _("What you typed is still in the fields below. This is what is stored now, where it differs:")
    return format_html('<p>{}</p><dl class="facts">{}</dl>', sentence, facts)
