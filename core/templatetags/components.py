"""The components of `core.components` as a builtin library: every template has them without `{% load %}`."""

from django import template

from core import words
from core.components import acts, fields, marks, times

register = template.Library()

register.simple_tag(marks.icon)
register.simple_tag(marks.pill)
register.simple_tag(marks.family_mark)
register.simple_tag(marks.english_note)
register.simple_tag(marks.document_language)
register.simple_tag(marks.seen_by)
register.filter(marks.isolate, is_safe=True)
register.simple_tag(words.comma)
register.simple_tag(words.pause)
register.filter(words.listed)
register.simple_tag(times.day)
register.filter(times.as_of)
register.simple_tag(times.instant)
register.simple_tag(times.days_left)
register.simple_tag(times.row_day)
register.simple_tag(times.row_date)
register.simple_tag(acts.picture)
register.simple_tag(acts.button)
register.simple_tag(acts.submit)
register.simple_tag(acts.notice)
register.simple_tag(acts.empty)
register.simple_tag(fields.field)
register.simple_tag(fields.form_errors)
register.simple_tag(takes_context=True)(acts.pages)
