"""The form of a personal calendar feed."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from calendar_app.queries.feed import address_text
from clusters.models import Country
from mechanisms.enums import Family


class FeedForm(forms.Form):
    name = forms.CharField(
        label=_("Name"), max_length=80, help_text=_("How your calendar will call it, for instance “HRE Mozambique”.")
    )
    country = forms.ModelChoiceField(
        label=_("Country"), queryset=Country.objects.all(), required=False, empty_label=_("All countries")
    )
    families = forms.MultipleChoiceField(
        label=_("Families of mechanisms"),
        choices=Family.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen means all."),
    )
    alarm_days = forms.IntegerField(
        label=_("Alarm, days before"),
        required=False,
        min_value=0,
        max_value=365,
        help_text=_("Left empty, your calendar rings no alarm. The portal's own reminders do not depend on it."),
    )
    restricted = forms.ChoiceField(
        label=_("Dates for coordinators only"),
        choices=[
            ("out", _("Leave them out")),
            ("neutral", _("Show them as “Restricted date”, without title, mechanism or country")),
        ],
        initial="out",
        widget=forms.RadioSelect,
        help_text=_("A feed is kept by your calendar's provider, outside the portal."),
    )

    filters = forms.CharField(required=False, max_length=500, widget=forms.HiddenInput)

    def clean_filters(self):
        """Only what a feed's address can say."""
        return address_text(QueryDict(self.cleaned_data["filters"]))

    def values(self):
        """What `create_feed` takes."""
        data = self.cleaned_data
        return {
            "name": data["name"],
            "country": data["country"],
            "families": data["families"],
            "alarm_days": data["alarm_days"],
            "shows_restricted_neutrally": data["restricted"] == "neutral",
            "filters": data["filters"],
        }
