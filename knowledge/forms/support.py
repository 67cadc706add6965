"""Forms of support requests."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from calendar_app.forms.fields import DayField
from knowledge.enums import Audience, SupportKind, SupportOrigin, SupportProvider
from mechanisms.queries.obstacles import obstacle_choices, obstacle_of

MOST_PEOPLE = 5000


class SupportForm(forms.Form):
    """What is asked for. Filled in beforehand from the page one comes from."""

    kind = forms.ChoiceField(label=_("What do you need?"), choices=SupportKind.choices)
    text = forms.CharField(
        label=_("Say it in a few sentences"),
        help_text=_("What you want to reach, what you have already. No names and no details of a case."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    obstacle = forms.ChoiceField(
        label=_("What stands in the way?"),
        help_text=_("The obstacle that it is about, if there is one."),
        required=False,
    )
    provider = forms.ChoiceField(
        label=_("Whom to bring in"),
        help_text=_("The Task Team reads every request and passes on what is for another."),
        choices=[("", _("Nobody else")), *SupportProvider.choices],
        required=False,
    )
    wanted_on = DayField(
        label=_("Wanted for"), help_text=_("The day of the session, or the day you need it."), required=False
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    audience = forms.ChoiceField(label=_("For whom"), choices=Audience.choices)
    people_expected = forms.IntegerField(label=_("People expected"), required=False, min_value=1, max_value=MOST_PEOPLE)
    is_tailored = forms.TypedChoiceField(
        label=_("Made for you?"),
        choices=[("yes", _("Tailored to our situation")), ("no", _("What you offer to every cluster will do"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    origin = forms.ChoiceField(choices=[("", ""), *SupportOrigin.choices], required=False, widget=forms.HiddenInput)
    origin_id = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["obstacle"].choices = obstacle_choices(_("None in particular"))

    def clean(self):
        data = super().clean()
        data["obstacle"] = obstacle_of(data.get("obstacle"))
        if not data.get("origin") or data.get("origin_id") is None:
            data["origin"], data["origin_id"] = "", None
        return data


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Why?"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2}))


class DeliveredForm(forms.Form):
    delivered_on = DayField(label=_("Delivered on"))
    evidence = forms.CharField(
        label=_("What was delivered"),
        help_text=_("A session held, a paper sent; where it is kept. No names of people who took part."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    attendance = forms.IntegerField(label=_("People who took part"), required=False, min_value=0, max_value=MOST_PEOPLE)
