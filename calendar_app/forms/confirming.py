"""What somebody ticks of a session after looking."""

from django import forms
from django.utils.translation import gettext_lazy as _

from calendar_app.forms.fields import VersionField


class ConfirmForm(forms.Form):
    """`ticked` holds the values of `Confirmable`s."""

    ticked = forms.MultipleChoiceField(label=_("What you have looked at"), required=False)
    source = forms.CharField(label=_("Another page that shows the days of the session"), max_length=500, required=False)
    version = VersionField()

    def __init__(self, *args, lines, **options):
        super().__init__(*args, **options)
        self.fields["ticked"].choices = [(line.value, line.label) for line in lines]
        self.fields["ticked"].error_messages["invalid_choice"] = _("The session changed meanwhile. Please look again.")

    def values(self):
        data = self.cleaned_data
        officials, reviews = [], []
        for value in data["ticked"]:
            kind, _dash, ids = value.partition("-")
            if kind == "official":
                officials.append(int(ids))
            elif kind == "places":
                reviews += [int(pk) for pk in ids.split("-")]
        return {
            "days": "days" in data["ticked"],
            "officials": officials,
            "reviews": reviews,
            "source": data["source"],
            "expected_version": data["version"],
        }
