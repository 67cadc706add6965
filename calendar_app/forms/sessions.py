"""Forms for sessions and reviews."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from calendar_app.enums import Certainty, Precision, Publication, ReviewBasis, SessionState
from calendar_app.forms.fields import DayField, VersionField
from calendar_app.models import Session
from mechanisms.queries import selectable_mechanisms

KNOWN = [
    (Precision.DAY, _("The days")),
    (Precision.MONTH, _("The month only")),
    (Precision.SEASON, _("Roughly (about that month)")),
]
SURE = [(value, Certainty(value).label) for value in (Certainty.CONFIRMED, Certainty.PROVISIONAL, Certainty.ESTIMATE)]


class SessionForm(forms.Form):
    """A new session. Without an opening day it is "not announced"."""

    mechanism = forms.ModelChoiceField(label=_("Mechanism"), queryset=selectable_mechanisms())
    number = forms.CharField(label=_("Number"), max_length=20, required=False)
    kind = forms.CharField(
        label=_("Kind of session"),
        max_length=60,
        required=False,
        help_text=_("For instance “pre-sessional working group”."),
    )
    precision = forms.ChoiceField(label=_("What is known"), choices=KNOWN, initial=Precision.DAY)
    opens_on = DayField(label=_("Opens on"), required=False, help_text=_("Known by month: any day of that month."))
    closes_on = DayField(label=_("Closes on"), required=False)
    about_text = forms.CharField(label=_("As announced"), max_length=80, required=False)
    certainty = forms.ChoiceField(label=_("How sure"), choices=SURE, initial=Certainty.PROVISIONAL)
    place = forms.CharField(label=_("Place"), max_length=80, required=False)
    source = forms.CharField(label=_("Source"), max_length=1000, required=False)
    note = forms.CharField(label=_("Note"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))

    def values(self):
        return dict(self.cleaned_data)


class SessionEditForm(forms.Form):
    """What is no date: dates move by the form for moving."""

    number = forms.CharField(label=_("Number"), max_length=20, required=False)
    kind = forms.CharField(label=_("Kind of session"), max_length=60, required=False)
    place = forms.CharField(label=_("Place"), max_length=80, required=False)
    certainty = forms.ChoiceField(label=_("How sure"), choices=Certainty.choices)
    state = forms.ChoiceField(
        label=_("State"), choices=[choice for choice in SessionState.choices if choice[0] != SessionState.CANCELLED]
    )
    publication = forms.ChoiceField(label=_("Publication"), choices=Publication.choices)
    source = forms.CharField(label=_("Source"), max_length=1000, required=False)
    note = forms.CharField(label=_("Note"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))
    version = VersionField()

    def __init__(self, *args, session, **options):
        names = [name for name in self.base_fields if name != "version"]
        options["initial"] = {name: getattr(session, name) for name in [*names, "version"]}
        super().__init__(*args, **options)

    def values(self):
        data = dict(self.cleaned_data)
        data["expected_version"] = data.pop("version")
        return data


class SessionMoveForm(forms.Form):
    """New dates of a session and the reason. `today` is the reader's: a session is not moved into the past."""

    precision = forms.ChoiceField(label=_("What is known"), choices=KNOWN, initial=Precision.DAY)
    opens_on = DayField(label=_("New first day"), help_text=_("Known by month: any day of that month."))
    closes_on = DayField(
        label=_("New last day"), required=False, help_text=_("Left empty, the session stays as long as it was.")
    )
    certainty = forms.ChoiceField(
        label=_("How sure"), choices=[("", _("As before")), *SURE], required=False, initial=""
    )
    reason = forms.CharField(label=_("Reason"), max_length=500, help_text=_("Everyone who sees the date reads it."))
    source = forms.CharField(label=_("Source"), max_length=1000, required=False)
    version = VersionField()

    def __init__(self, *args, session, today, **options):
        options["initial"] = {
            "version": session.version,
            "precision": session.precision if session.precision in dict(KNOWN) else Precision.DAY,
            **options.get("initial", {}),
        }
        super().__init__(*args, **options)
        self.today = today

    def clean(self):
        data = super().clean()
        opens_on, precision = data.get("opens_on"), data.get("precision")
        if opens_on is None:
            return data
        is_past = opens_on < self.today if precision == Precision.DAY else opens_on < self.today.replace(day=1)
        if is_past:
            self.add_error(
                "opens_on",
                ValidationError(
                    _("This day is past: a session moves to a day ahead. Was it held? Then edit its state.")
                ),
            )
        return data

    def dates(self):
        """What both preview and move take."""
        return {name: self.cleaned_data[name] for name in ("opens_on", "closes_on", "precision")}

    def values(self):
        data = self.cleaned_data
        return {
            **self.dates(),
            "certainty": data["certainty"] or None,
            "reason": data["reason"],
            "source": data["source"],
            "expected_version": data["version"],
        }


class SessionShortenForm(forms.Form):
    """An earlier end of a session, and why."""

    closes_on = DayField(label=_("It closes on"))
    reason = forms.CharField(label=_("Reason"), max_length=500, help_text=_("Everyone who sees the date reads it."))
    source = forms.CharField(label=_("Source"), max_length=1000, required=False)
    version = VersionField()

    def values(self):
        data = dict(self.cleaned_data)
        data["expected_version"] = data.pop("version")
        return data


class ReviewMoveForm(forms.Form):
    """Another session of the same mechanism for a country's review."""

    session = forms.ModelChoiceField(label=_("New session"), queryset=Session.objects.none())
    review_on = DayField(label=_("Day of the review"), required=False)
    basis = forms.ChoiceField(label=_("How it is known"), choices=ReviewBasis.choices, initial=ReviewBasis.CONFIRMED)
    adoption_session = forms.ModelChoiceField(
        label=_("Adopted at"), queryset=Session.objects.none(), required=False, empty_label=_("Not known")
    )
    reason = forms.CharField(label=_("Reason"), max_length=500, help_text=_("Everyone who sees the date reads it."))

    def __init__(self, *args, sessions, adopting=None, **options):
        super().__init__(*args, **options)
        self.fields["session"].queryset = sessions
        if adopting is None:
            del self.fields["adoption_session"]
        else:
            self.fields["adoption_session"].queryset = adopting

    def values(self):
        return dict(self.cleaned_data)

    def places(self):
        """What both preview and move take."""
        return {name: value for name, value in self.cleaned_data.items() if name != "reason"}


class ReviewDatesForm(forms.Form):
    """The days of a review besides its own: of a committee the report and the list, of the UPR the adoption."""

    report_due_on = DayField(label=_("State report due on"), required=False)
    list_adopted_on = DayField(label=_("List of issues adopted on"), required=False)
    adoption_session = forms.ModelChoiceField(
        label=_("Adopted at"), queryset=Session.objects.none(), required=False, empty_label=_("Not known")
    )
    adopted_on = DayField(label=_("Adopted on"), required=False)
    source = forms.CharField(label=_("Source"), max_length=1000, required=False)

    def __init__(self, *args, review, adopting, **options):
        names = ("report_due_on", "list_adopted_on", "adopted_on", "adoption_session", "source")
        options["initial"] = {name: getattr(review, name) for name in names}
        super().__init__(*args, **options)
        unused = ("report_due_on", "list_adopted_on") if adopting is not None else ("adoption_session", "adopted_on")
        for name in unused:
            del self.fields[name]
        if adopting is not None:
            self.fields["adoption_session"].queryset = adopting

    def values(self):
        return dict(self.cleaned_data)


class ReviewDocumentForm(forms.Form):
    """One of the three documents of a UPR review."""

    symbol = forms.CharField(label=_("Symbol"), max_length=40, required=False, widget=forms.TextInput({"dir": "ltr"}))
    received_on = DayField(label=_("Received on"), required=False)
    url = forms.URLField(label=_("Address"), max_length=500, required=False, assume_scheme="https")
    source = forms.CharField(label=_("Source"), max_length=1000, required=False)

    def values(self):
        return dict(self.cleaned_data)
