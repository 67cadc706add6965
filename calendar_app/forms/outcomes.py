"""The form of an outcome."""

from django import forms
from django.utils.translation import gettext_lazy as _

from calendar_app.enums import OutcomeKind
from calendar_app.forms.fields import DayField, VersionField
from calendar_app.models import Entry, Outcome, Session
from clusters.models import Country
from mechanisms.models import Mechanism, Theme

SUMMARY_LENGTH = 4000


class OutcomeForm(forms.Form):
    """Something a mechanism brought forth, as its document says it."""

    title = forms.CharField(label=_("Title"), max_length=300, help_text=_("As the document calls itself, in English."))
    kind = forms.ChoiceField(label=_("Kind"), choices=OutcomeKind.choices)
    mechanism = forms.ModelChoiceField(label=_("Mechanism"), queryset=Mechanism.objects.all())
    session = forms.ModelChoiceField(
        label=_("Session"),
        queryset=Session.objects.select_related("mechanism"),
        required=False,
        empty_label=_("None, or not known"),
    )
    countries = forms.ModelMultipleChoiceField(
        label=_("Countries"),
        queryset=Country.objects.all(),
        required=False,
        help_text=_("Their coordinators are told by mail, once, when it is published. None: it concerns no country."),
    )
    themes = forms.ModelMultipleChoiceField(
        label=_("Themes"),
        queryset=Theme.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What it is about; one finds it by them."),
    )
    symbol = forms.CharField(
        label=_("Symbol"), required=False, max_length=60, widget=forms.TextInput(attrs={"dir": "ltr"})
    )
    published_on = DayField(label=_("Published on"), required=False)
    url = forms.URLField(
        label=_("Address"),
        required=False,
        max_length=500,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"dir": "ltr"}),
    )
    summary = forms.CharField(
        label=_("In short"),
        required=False,
        max_length=SUMMARY_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("A few plain sentences: what it says and for whom. Members read this first."),
    )
    source = forms.CharField(label=_("Source"), required=False, max_length=1000)
    note = forms.CharField(
        label=_("Note"), required=False, max_length=SUMMARY_LENGTH, widget=forms.Textarea(attrs={"rows": 2})
    )
    title_fr = forms.CharField(label=_("Title in French"), max_length=300, required=False)
    title_es = forms.CharField(label=_("Title in Spanish"), max_length=300, required=False)
    title_pt = forms.CharField(label=_("Title in Portuguese"), max_length=300, required=False)
    title_ar = forms.CharField(
        label=_("Title in Arabic"), max_length=300, required=False, widget=forms.TextInput(attrs={"dir": "rtl"})
    )
    title_ru = forms.CharField(label=_("Title in Russian"), max_length=300, required=False)
    title_zh = forms.CharField(label=_("Title in Chinese"), max_length=300, required=False)
    version = VersionField()

    def __init__(self, *args, outcome=None, **options):
        if outcome is not None:
            options["initial"] = {**outcome_values(outcome), "version": outcome.version}
        super().__init__(*args, **options)
        sessions = self.fields["session"].queryset.order_by("mechanism__position", "mechanism__name", "-opens_on")
        self.fields["session"].queryset = sessions

    @property
    def other_titles(self):
        """The fields for the title in the other languages, in the order of the languages."""
        return [self[name] for name in Entry.TITLES[1:]]

    @property
    def has_themes(self):
        return bool(self["themes"].value() or self["themes"].errors)

    @property
    def has_other_titles(self):
        return any(field.value() or field.errors for field in self.other_titles)

    def clean_url(self):
        url = self.cleaned_data["url"]
        if url and not url.startswith(("https://", "http://")):
            raise forms.ValidationError(_("Only addresses of the web: https://…"))
        return url

    def values(self):
        """What `create_outcome` and `edit_outcome` take."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


def outcome_values(outcome):
    """The values of an outcome as the form shows them."""
    names = [field.name for field in Outcome._meta.concrete_fields]
    values = {name: getattr(outcome, name) for name in OutcomeForm.base_fields if name in names}
    return {**values, "countries": list(outcome.countries.all()), "themes": list(outcome.themes.all())}
