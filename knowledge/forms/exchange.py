"""Forms of peer exchanges."""

import datetime as dt
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from calendar_app.forms.fields import DayField, HourField, ZoneField
from clusters.models import User
from knowledge.enums import ExchangeKind


def _text(label, *, help_text="", most=4000, required=False, rows=4):
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=help_text, max_length=most, required=required, widget=widget)


class ExchangeForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=200)
    kind = forms.ChoiceField(label=_("About"), choices=ExchangeKind.choices)
    series = forms.CharField(
        label=_("Series"), help_text=_("The same words for each meeting of a series."), max_length=120, required=False
    )
    day = DayField(label=_("Day"))
    hour = HourField(label=_("Hour"))
    time_zone = ZoneField(label=_("Time zone"), help_text=_("For instance Europe/Zurich or Africa/Banjul."))
    minutes = forms.IntegerField(label=_("Minutes"), min_value=10, max_value=600)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    place = forms.CharField(
        label=_("Where"), help_text=_("A room, or the address of the call."), max_length=300, required=False
    )
    questions = _text(
        _("Guiding questions"), help_text=_("A few. Headquarters listen; no tools are presented unless somebody asks.")
    )
    with_ohchr = forms.BooleanField(label=_("OHCHR takes an active part"), required=False)

    def values(self):
        """What the action takes: day and hour in the zone become one instant."""
        data = dict(self.cleaned_data)
        day, hour = data.pop("day"), data.pop("hour")
        data["starts_at"] = dt.datetime.combine(day, hour, ZoneInfo(data["time_zone"]))
        return data

    @staticmethod
    def initial_of(exchange):
        local = exchange.starts_at.astimezone(ZoneInfo(exchange.time_zone))
        names = ("title", "kind", "series", "time_zone", "minutes", "language", "place", "questions", "with_ohchr")
        return {**{name: getattr(exchange, name) for name in names}, "day": local.date(), "hour": local.time()}


class CallOffForm(forms.Form):
    reason = forms.CharField(label=_("Why?"), max_length=300)


class NotesForm(forms.Form):
    """There is no field for a speaker or an affiliation, on purpose."""

    attendance = forms.IntegerField(label=_("People who took part"), min_value=0, max_value=2000)
    notes = _text(
        _("Notes"),
        help_text=_("What was said, never by whom nor for which organisation or country, unless they asked for it."),
        most=20_000,
        rows=10,
    )
    names_nobody = forms.BooleanField(
        label=_("I have read the notes again: they name no speaker and no affiliation"), required=False
    )


class GuestForm(forms.Form):
    person = forms.ModelChoiceField(
        label=_("Member of my cluster"), queryset=User.objects.none(), empty_label=_("Choose a person")
    )

    def __init__(self, *args, people, **options):
        super().__init__(*args, **options)
        self.fields["person"].queryset = people


class ConcernForm(forms.Form):
    text = _text(
        _("What troubles you?"), help_text=_("Nobody can read who wrote it."), most=1000, required=True, rows=3
    )


class AnswerForm(forms.Form):
    answer = _text(_("Answer"), most=2000, required=True, rows=3)
