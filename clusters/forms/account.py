"""One's own account."""

from django import forms
from django.conf import settings
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from clusters.enums import Rhythm
from clusters.forms.inputs import ZoneMixin, zone_field
from clusters.models import User
from core.words import listed


class AcceptForm(ZoneMixin, forms.Form):
    """The account that an invitation opens."""

    name = forms.CharField(label=_("Your name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least twelve characters; a sentence is easiest to keep in mind."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    time_zone = zone_field()

    def __init__(self, *args, email, **kwargs):
        self.email = email
        super().__init__(*args, **kwargs)

    def clean(self):
        cleaned = super().clean()
        password = cleaned.get("password")
        if password:
            # Compared with name and address, which the account does not have yet.
            person = User(email=self.email, name=cleaned.get("name", ""))
            try:
                password_validation.validate_password(password, person)
            except forms.ValidationError as error:
                self.add_error("password", error)
        return cleaned


class ProfileForm(ZoneMixin, forms.Form):
    name = forms.CharField(label=_("Name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    time_zone = zone_field()
    reminder_rhythm = forms.ChoiceField(label=_("Reminders by mail"), choices=Rhythm.choices, widget=forms.RadioSelect)
    reminder_hour = forms.TypedChoiceField(
        label=_("At"),
        coerce=int,
        choices=[(hour, f"{hour:02}:00") for hour in range(24)],
        help_text=_("By the clock of your time zone."),
    )
    reminder_leads = forms.CharField(
        label=_("Days before"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reminder_leads"].help_text = _("Separated by commas. Empty: %(ladder)s.") % {
            "ladder": listed(str(days) for days in settings.HRE_REMINDER_LEADS)
        }

    def clean_reminder_leads(self):
        """ "60, 30, 7" as [60, 30, 7], longest first; at most ten, each from 0 to 366."""
        text = self.cleaned_data["reminder_leads"].replace("،", ",").replace("、", ",").replace(";", ",")
        try:
            leads = {int(part) for part in text.split(",") if part.strip()}
        except ValueError:
            raise forms.ValidationError(_("Only whole numbers of days, separated by commas.")) from None
        if len(leads) > 10 or any(not 0 <= days <= 366 for days in leads):
            raise forms.ValidationError(_("At most ten numbers, each from 0 to 366."))
        return sorted(leads, reverse=True)


class TokenForm(forms.Form):
    name = forms.CharField(
        label=_("What is it for?"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    may_write = forms.TypedChoiceField(
        label=_("It may"),
        choices=[("", _("Read only")), ("1", _("Read and write, as I may"))],
        coerce=bool,
        empty_value=False,
        required=False,
    )
    days = forms.TypedChoiceField(
        label=_("Works for"),
        coerce=int,
        choices=[(30, _("30 days")), (90, _("90 days")), (180, _("180 days")), (365, _("365 days"))],
        initial=90,
    )
