"""Forms about people: shape and plausibility only; who may do what stands in policy and actions."""

import zoneinfo

from django import forms
from django.conf import settings
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from clusters import queries
from clusters.enums import ANSWERS_OF, TOPICS_WITH_CONTACT, OrganisationKind, Rhythm
from clusters.models import Organisation, User
from clusters.rules import is_time_zone


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self, **kwargs):
        super().__init__(format="%Y-%m-%d", **kwargs)


class ZoneInput(forms.TextInput):
    """A text field with the list of zones behind it: browsers search it while one types, without JavaScript."""

    def __init__(self):
        super().__init__(attrs={"list": "time-zones", "autocomplete": "off", "spellcheck": "false"})


def zone_names():
    """IANA names of places, and UTC: what people choose from. Technical aliases are left out."""
    return [
        "UTC",
        *sorted(
            name
            for name in zoneinfo.available_timezones()
            if "/" in name and not name.startswith(("Etc/", "SystemV/", "US/", "posix/", "right/"))
        ),
    ]


def zone_field():
    return forms.CharField(
        label=_("Time zone"),
        max_length=64,
        widget=ZoneInput(),
        help_text=_("Type a city of your zone, for instance Africa/Maputo. Reminders arrive in your morning."),
    )


class ZoneMixin:
    def clean_time_zone(self):
        zone = self.cleaned_data["time_zone"].strip()
        if not is_time_zone(zone):
            raise forms.ValidationError(_("There is no such time zone. Choose one from the list."))
        return zone


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


class InviteForm(forms.Form):
    email = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    name = forms.CharField(
        label=_("Name"), max_length=150, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    role = forms.ChoiceField(label=_("Role"))
    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=Organisation.objects.none(),
        required=False,
        help_text=_("Needed for members: they speak for it."),
    )
    new_organisation = forms.CharField(label=_("Organisation not in the list"), max_length=200, required=False)
    ends_on = forms.DateField(
        label=_("Last day"), required=False, widget=DayInput(), help_text=_("Empty: until somebody ends it.")
    )
    language = forms.ChoiceField(label=_("Language of the mail"), choices=settings.LANGUAGES)

    def __init__(self, *args, user, cluster, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = queries.roles_to_offer(user, cluster)
        self.fields["organisation"].queryset = Organisation.objects.all()
        if cluster is None:
            for field in ("organisation", "new_organisation"):
                del self.fields[field]


class RoleForm(forms.Form):
    """Another role for somebody who is there already."""

    role = forms.ChoiceField(label=_("Role"))
    organisation = forms.ModelChoiceField(label=_("Organisation"), queryset=Organisation.objects.none(), required=False)
    ends_on = forms.DateField(label=_("Last day"), required=False, widget=DayInput())

    def __init__(self, *args, user, cluster, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = queries.roles_to_offer(user, cluster)
        self.fields["organisation"].queryset = Organisation.objects.all()
        if cluster is None:
            del self.fields["organisation"]


class MembershipForm(forms.Form):
    organisation = forms.ModelChoiceField(label=_("Organisation"), queryset=Organisation.objects.none(), required=False)
    ends_on = forms.DateField(
        label=_("Last day"), required=False, widget=DayInput(), help_text=_("Empty: until somebody ends it.")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.all()


class KindsForm(forms.Form):
    """The kind of each organisation; beside it, hidden, the kind that the writer saw."""

    def __init__(self, *args, organisations, **kwargs):
        super().__init__(*args, **kwargs)
        self.organisations = organisations
        choices = [("", _("Not recorded")), *OrganisationKind.choices]
        for one in organisations:
            self.fields[f"kind-{one.pk}"] = forms.ChoiceField(
                label=one.name, choices=choices, required=False, initial=one.kind
            )
            self.fields[f"seen-{one.pk}"] = forms.ChoiceField(
                choices=choices, required=False, initial=one.kind, widget=forms.HiddenInput
            )

    def kinds(self):
        """{organisation's id: (kind seen, kind chosen)} of those that were sent."""
        return {
            one.pk: (self.cleaned_data[f"seen-{one.pk}"], self.cleaned_data[f"kind-{one.pk}"])
            for one in self.organisations
            if f"kind-{one.pk}" in self.data
        }

    def rows(self):
        """[(choice, what was seen)] for the page."""
        return [(self[f"kind-{one.pk}"], self[f"seen-{one.pk}"]) for one in self.organisations]

    def see_stored(self):
        """From now on the writer has seen what is stored. What she did not touch follows it."""
        data = self.data.dict()
        for one in self.organisations:
            kind, seen = f"kind-{one.pk}", f"seen-{one.pk}"
            if data.get(kind) == data.get(seen):
                data[kind] = one.kind
            data[seen] = one.kind
        self.data = data


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
            "ladder": ", ".join(str(days) for days in settings.HRE_REMINDER_LEADS)
        }

    def clean_reminder_leads(self):
        """ "60, 30, 7" as [60, 30, 7], longest first; at most ten, each from 0 to 366."""
        text = self.cleaned_data["reminder_leads"].replace("،", ",").replace(";", ",")
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


class GlassForm(forms.Form):
    cluster = forms.ModelChoiceField(label=_("Protection cluster"), queryset=None)
    reason = forms.CharField(
        label=_("Reason"),
        min_length=10,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The coordinators of the cluster read it, in a mail and in their trail."),
    )

    def __init__(self, *args, clusters, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cluster"].queryset = clusters


class ProfileNoteForm(forms.Form):
    """How one topic of a cluster's profile stands; answer and contact only where the topic has them."""

    answer = forms.ChoiceField(label=_("In short"), required=False, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("In words"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"})
    )
    contact = forms.CharField(
        label=_("How to reach it"),
        required=False,
        max_length=250,
        help_text=_("An office or a unit, not a person's private number."),
    )
    as_of = forms.DateField(label=_("As of"), widget=DayInput())
    source = forms.CharField(
        label=_("Source"), required=False, max_length=500, help_text=_("Where this can be read, or who decided it.")
    )
    # What the writer has seen.
    newest = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, topic, **kwargs):
        super().__init__(*args, **kwargs)
        answers = ANSWERS_OF.get(topic, ())
        if answers:
            self.fields["answer"].choices = [("", _("Not said")), *((answer.value, answer.label) for answer in answers)]
        else:
            del self.fields["answer"]
        if topic not in TOPICS_WITH_CONTACT:
            del self.fields["contact"]
