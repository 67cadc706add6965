"""Forms for single dates."""

from zoneinfo import ZoneInfo

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from calendar_app.enums import (
    Audience,
    Certainty,
    EntryKind,
    Precision,
    Publication,
    SessionState,
    VisitStage,
)
from calendar_app.forms.asked import ASKED, WORDS, asked_for
from calendar_app.forms.fields import DayField, HourField, VersionField, ZoneField
from calendar_app.models import Entry, Session
from clusters.models import Cluster, Country
from mechanisms.enums import AuthorType, Obligation
from mechanisms.models import Mechanism, Theme

PRECISIONS = [
    (Precision.DAY, _("The day (and the hour, if given)")),
    (Precision.MONTH, _("The month only")),
    (Precision.SEASON, _("Roughly (about that month)")),
    (Precision.NONE, _("Not announced yet")),
]
# The model's bound and the page's: longer notes belong in the source.
NOTE_LENGTH = 4000


class EntryForm(forms.Form):
    """A date of the reference calendar (Task Team) or of a cluster (its coordinators). It asks what the `kind` needs
    (asked.py); `parent` is the date it becomes a part of."""

    title = forms.CharField(label=_("What"), max_length=250, help_text=_("For instance “Input to the list of issues”."))
    kind = forms.ChoiceField(label=_("Kind of date"), choices=EntryKind.choices)
    mechanism = forms.ModelChoiceField(label=_("Mechanism"), queryset=Mechanism.objects.all())
    country = forms.ModelChoiceField(
        label=_("Country"), queryset=Country.objects.all(), required=False, empty_label=_("All countries")
    )
    cluster = forms.ModelChoiceField(
        label=_("Whose date"),
        queryset=Cluster.objects.none(),
        required=False,
        empty_label=_("Reference calendar, kept by the Task Team"),
    )
    precision = forms.ChoiceField(label=_("What is known"), choices=PRECISIONS, initial=Precision.DAY)
    begins_on = DayField(label=_("Begins on"), required=False, help_text=_("Only for what lasts several days."))
    due_on = DayField(
        label=_("Date, or last day"), required=False, help_text=_("Known by month: any day of that month.")
    )
    at = HourField(label=_("Hour"), required=False, help_text=_("In the time zone beside."))
    time_zone = ZoneField(
        label=_("Time zone"), required=False, help_text=_("Where the date binds. Left empty, the mechanism's own.")
    )
    about_text = forms.CharField(
        label=_("As announced"), required=False, max_length=80, help_text=_("The published words, if they are vague.")
    )
    certainty = forms.ChoiceField(label=_("How sure"), choices=Certainty.choices, initial=Certainty.PROVISIONAL)
    audience = forms.ChoiceField(label=_("Who sees it"), choices=Audience.choices, initial=Audience.OPEN)
    obligation = forms.ChoiceField(label=_("Obligation"), choices=Obligation.choices, initial=Obligation.NONE)
    author_type = forms.ChoiceField(label=_("For whom"), choices=AuthorType.choices, initial=AuthorType.ANY)
    stage = forms.ChoiceField(
        label=_("Stage of the visit"),
        choices=VisitStage.choices,
        initial=VisitStage.REQUESTED,
        help_text=_("How sure the visit is follows from it."),
    )
    place = forms.CharField(label=_("Place"), required=False, max_length=120)
    session = forms.ModelChoiceField(
        label=_("Session"), queryset=Session.objects.none(), required=False, empty_label=_("None, or not known")
    )
    themes = forms.ModelMultipleChoiceField(
        label=_("Themes"),
        queryset=Theme.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Clusters that follow a theme find the date in their calendar."),
    )
    parent = forms.ModelChoiceField(queryset=Entry.objects.none(), required=False, widget=forms.HiddenInput)
    confirmed_sharing = forms.BooleanField(
        label=_("I know that the visit is not confirmed, and want it shown to these people"),
        required=False,
        help_text=_("Needed only to show a visit that is not confirmed to more than the coordinators. It is recorded."),
    )
    source = forms.CharField(
        label=_("Source"),
        required=False,
        max_length=1000,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("The address or document in which the date stands. Without one it counts as set by hand."),
    )
    note = forms.CharField(
        label=_("Note"), required=False, max_length=NOTE_LENGTH, widget=forms.Textarea(attrs={"rows": 3})
    )
    title_fr = forms.CharField(label=_("Title in French"), max_length=250, required=False)
    title_es = forms.CharField(label=_("Title in Spanish"), max_length=250, required=False)
    title_pt = forms.CharField(label=_("Title in Portuguese"), max_length=250, required=False)
    title_ar = forms.CharField(
        label=_("Title in Arabic"), max_length=250, required=False, widget=forms.TextInput(attrs={"dir": "rtl"})
    )
    title_ru = forms.CharField(label=_("Title in Russian"), max_length=250, required=False)
    title_zh = forms.CharField(label=_("Title in Chinese"), max_length=250, required=False)
    reason = forms.CharField(
        label=_("Reason of the change"),
        required=False,
        max_length=500,
        help_text=_("Needed when the date itself changes; everyone who sees the date reads it."),
    )
    version = VersionField()

    def __init__(self, *args, reader, entry=None, kind="", themes=(), **options):
        if entry is not None:
            values = {**entry_values(entry), "version": entry.version, "themes": list(themes)}
            options["initial"] = {**values, **options.get("initial", {})}
        super().__init__(*args, **options)
        self.entry = entry
        self._ask_for(kind if kind in EntryKind.values else None)
        self.fields["parent"].queryset = reader.entries
        if "session" in self.fields:
            self.fields["session"].queryset = sessions_to_link(reader, entry)
        if entry is not None:
            del self.fields["cluster"], self.fields["parent"]
            self.fields.pop("stage", None)
        else:
            del self.fields["reason"]
            led = [cluster_id for cluster_id, *_rest in reader.led_clusters]
            self.fields["cluster"].queryset = Cluster.objects.filter(pk__in=led)
            if not reader.is_task_team:
                self.fields["cluster"].required = True
                self.fields["cluster"].empty_label = None
                self.fields["country"].widget = forms.HiddenInput()
            elif not led:
                del self.fields["cluster"]

    def _ask_for(self, kind):
        """Leaves what this kind needs, in its words; None: no kind is chosen, so everything but what visits need."""
        names = asked_for(kind)
        for name in [name for name in self.fields if name not in names]:
            del self.fields[name]
        for name, (label, help_text) in WORDS.get(kind, {}).items():
            if name in self.fields:
                self.fields[name].label = label
                self.fields[name].help_text = help_text
        if kind is not None and (self.entry is None or kind in ASKED):
            self.fields["kind"].widget = forms.HiddenInput()
        if not Theme.objects.exists():
            del self.fields["themes"]

    def values(self):
        """What `create_entry` takes."""
        data = {name: value for name, value in self.cleaned_data.items() if name not in ("version", "reason")}
        if "themes" in data:
            data["themes"] = list(data["themes"])
        if data["precision"] == Precision.NONE and "certainty" in data:
            data["certainty"] = Certainty.NOT_ANNOUNCED
        cluster = data.get("cluster")
        if cluster is not None:
            # A cluster's own date belongs to its country, whatever the list said.
            data["country"] = cluster.country
        return data

    @property
    def other_titles(self):
        """The fields for the title in the other languages, in the order of the languages."""
        return [self[name] for name in Entry.TITLES[1:]]

    @property
    def has_other_titles(self):
        return any(field.value() or field.errors for field in self.other_titles)

    def changes(self):
        """What `edit_entry` takes: only what differs from the date as it stands now."""
        now = entry_values(self.entry)
        values = self.values()
        themes, sharing = values.pop("themes", None), values.pop("confirmed_sharing", False)
        changes = {name: value for name, value in values.items() if getattr(value, "pk", value) != now[name]}
        if themes is not None and sorted(theme.pk for theme in themes) != sorted(self.initial.get("themes", [])):
            changes["themes"] = themes
        return {**changes, "confirmed_sharing": True} if sharing else changes


def entry_values(entry):
    """The values of a date as the form shows them: the hour on the clocks of its zone."""
    local = None
    if entry.due_at is not None:
        local = entry.due_at.astimezone(ZoneInfo(entry.time_zone)).time().replace(tzinfo=None)
    return {
        **{name: getattr(entry, name) for name in Entry.TITLES},
        "kind": entry.kind,
        "mechanism": entry.mechanism_id,
        "country": entry.country_id,
        "precision": Precision.DAY if entry.precision == Precision.INSTANT else entry.precision,
        "begins_on": entry.begins_on,
        "due_on": entry.due_on,
        "at": local,
        "time_zone": entry.time_zone,
        "about_text": entry.about_text,
        "certainty": entry.certainty,
        "audience": entry.audience,
        "obligation": entry.obligation,
        "author_type": entry.author_type,
        "source": entry.source,
        "note": entry.note,
        "place": entry.place,
        "session": entry.session_id,
    }


def sessions_to_link(reader, entry=None):
    """Sessions that are not over, and the one the date hangs on already; drafts only for the Task Team."""
    ahead = Q(closes_on__gte=reader.today) | Q(closes_on=None)
    sessions = Session.objects.filter(ahead).exclude(state__in=[SessionState.CANCELLED, SessionState.HELD])
    if not reader.is_task_team:
        sessions = sessions.filter(publication=Publication.PUBLISHED)
    if entry is not None and entry.session_id:
        sessions = sessions | Session.objects.filter(pk=entry.session_id)
    return sessions.select_related("mechanism")


class KeptEntryForm(forms.Form):
    """What may be changed on a date that the portal keeps from its session."""

    audience = forms.ChoiceField(label=_("Who sees it"), choices=Audience.choices)
    note = forms.CharField(
        label=_("Note"), required=False, max_length=NOTE_LENGTH, widget=forms.Textarea(attrs={"rows": 4})
    )
    version = VersionField()

    def __init__(self, *args, reader, entry, kind="", themes=(), **options):
        values = {"audience": entry.audience, "note": entry.note, "version": entry.version}
        options["initial"] = {**values, **options.get("initial", {})}
        super().__init__(*args, **options)

    def changes(self):
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class _GivenDate(forms.Form):
    due_on = DayField(label=_("Date"))
    at = HourField(label=_("Hour"), required=False)
    time_zone = ZoneField(label=_("Time zone"), required=False)
    precision = forms.ChoiceField(label=_("What is known"), choices=PRECISIONS[:3], initial=Precision.DAY)


class PinForm(_GivenDate):
    """Set a computed date by hand."""

    reason = forms.CharField(label=_("Reason"), max_length=500)
    version = VersionField()

    def values(self):
        data = dict(self.cleaned_data)
        data["expected_version"] = data.pop("version")
        return data


class OfficialForm(_GivenDate):
    """Write down the date as published."""

    certainty = forms.ChoiceField(
        label=_("How sure"),
        choices=[(value, Certainty(value).label) for value in (Certainty.CONFIRMED, Certainty.PROVISIONAL)],
    )
    source = forms.CharField(
        label=_("Source"), max_length=1000, help_text=_("The address or document in which the date stands.")
    )

    def values(self):
        return dict(self.cleaned_data)


class ReasonForm(forms.Form):
    """Every change of a date says why."""

    reason = forms.CharField(label=_("Reason"), max_length=500, help_text=_("Everyone who sees the date reads it."))
    version = VersionField()
