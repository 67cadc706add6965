"""Forms of the record of sending: first, once more, acknowledged, corrected; proofs."""

import datetime as dt

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core import clock
from core.dates import offset_text, zone_label
from core.words import paused
from engagements import rules
from engagements.actions.submissions.sending import check_when
from engagements.enums import SPOKEN, ProofKind, SentFile, SubmissionChannel, SubmissionKind
from engagements.forms.plans import DayInput
from engagements.forms.submissions import CleanTextField

_ORAL = SPOKEN | {SubmissionKind.BRIEFING}


def zones_for(submission, own):
    """The clocks by which it may have been sent, the mechanism's first."""
    line = submission.plan_line
    found = (
        line.entry.time_zone if line.entry else "",
        submission.requirement.time_zone if submission.requirement else "",
        line.mechanism.time_zone,
        line.cluster.country.time_zone,
        own,
        "UTC",
    )
    return dict.fromkeys(zone for zone in found if zone)


class _WhenForm(forms.Form):
    """How, when by which clock, to whom, with which receipt."""

    channel = forms.ChoiceField(label=_("How it was sent"), choices=SubmissionChannel)
    sent_on = forms.DateField(label=_("Day"), widget=DayInput)
    sent_time = forms.TimeField(label=_("Hour"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    time_zone = forms.ChoiceField(label=_("Clock of"))
    # Asked only where the clocks showed the hour twice and it can have been either.
    reading = forms.ChoiceField(
        label=_("Which of the two"), choices=[("0", ""), ("1", "")], widget=forms.RadioSelect, required=False
    )
    recipient = CleanTextField(
        label=_("To whom"),
        max_length=200,
        required=False,
        help_text=_("The secretariat, the online system or the office that took it."),
    )
    receipt = CleanTextField(
        label=_("Receipt or reference"),
        max_length=200,
        required=False,
        help_text=_("What the mechanism answered, if it did."),
    )

    is_twice = False

    def __init__(self, *args, submission, zone, **kwargs):
        super().__init__(*args, **kwargs)
        self._submission = submission
        zones = zones_for(submission, zone)
        known = self.initial.get("time_zone")
        if known:
            zones = {known: None, **zones}
        self.fields["time_zone"].choices = [(name, zone_label(name)) for name in zones]
        self.initial.setdefault("sent_on", clock.today(next(iter(zones))))
        self.fields["channel"].choices = [
            (channel.value, channel.label) for channel in rules.channels_for(submission.kind)
        ]
        fixed = rules.fixed_recipient(submission.kind, submission.plan_line.mechanism)
        if fixed:
            self.initial["recipient"] = str(fixed)[:200]
            self.fields["recipient"].disabled = True
            self.fields["recipient"].help_text = _(
                "Confidential comments go to the secretariat of the committee and to nobody else."
            )
        if submission.kind in _ORAL:
            self.fields["channel"].initial = SubmissionChannel.IN_PERSON
        if "sent_time" in self.initial:
            self._readings(self.initial)

    def _readings(self, when):
        """The instants that were typed, or None where something of it is missing. Of two the field says which."""
        if not {"sent_on", "sent_time", "time_zone"} <= when.keys():
            return None
        zone = when["time_zone"]
        found = clock.readings(dt.datetime.combine(when["sent_on"], when["sent_time"]), zone)
        self.is_twice = len(found) > 1
        if self.is_twice:
            hour = f"{when['sent_time']:%H:%M}"
            labels = [f"{hour} ({paused(zone_label(zone), offset_text(one, zone))})" for one in found]
            self.fields["reading"].choices = [(str(number), label) for number, label in enumerate(labels)]
        return found

    def clean(self):
        cleaned = super().clean()
        found = self._readings(cleaned)
        if found is None:
            return cleaned
        if not found:
            self.add_error("sent_time", _("The clocks were put on that night and skipped this hour."))
        elif len(meant := [one for one in found if self._can_be(one)] or found[:1]) == 1:
            (self._sent_at,) = meant
        elif cleaned.get("reading"):
            self._sent_at = found[int(cleaned["reading"])]
        else:
            self.add_error("reading", _("The clocks were put back that night and showed this hour twice."))
        return cleaned

    def _can_be(self, instant):
        try:
            check_when(self._submission, instant)
        except ValidationError:
            return False
        return True

    def when(self):
        """The values as the actions take them."""
        data = self.cleaned_data
        names = ("channel", "time_zone", "recipient", "receipt")
        return {"sent_at": self._sent_at, **{name: data[name] for name in names}}


class _SpokenMixin(forms.Form):
    """Of a statement or a briefing: where, by whom, how long."""

    occasion = CleanTextField(label=_("Session or meeting"), max_length=200, required=False)
    speaker = CleanTextField(
        label=_("Who spoke"),
        max_length=200,
        required=False,
        help_text=_("The function, for instance “Co-coordinator”. Never an address or a telephone number."),
    )
    minutes = forms.DecimalField(
        label=_("Minutes spoken"),
        required=False,
        min_value=0,
        max_value=240,
        decimal_places=2,
        widget=forms.NumberInput(attrs={"step": "any", "inputmode": "decimal"}),
        help_text=_("For instance 1.5."),
    )

    def spoken(self):
        data = self.cleaned_data
        minutes = data.get("minutes")
        seconds = None if minutes is None else round(minutes * 60)
        return {
            "occasion": data.get("occasion", ""),
            "speaker": data.get("speaker", ""),
            "spoken_seconds": seconds,
        }

    def keep_if_oral(self, submission):
        """A written input is not spoken."""
        self.is_oral = submission.kind in _ORAL
        if not self.is_oral:
            for name in ("occasion", "speaker", "minutes"):
                del self.fields[name]


class SendForm(_SpokenMixin, _WhenForm):
    """That the text went out, with the very file."""

    what = forms.ChoiceField(
        label=_("Which file was sent"),
        choices=SentFile,
        required=False,
        widget=forms.RadioSelect,
        initial=SentFile.PORTAL_PDF,
        help_text=_("The hash of the very file is kept as proof."),
    )
    file = forms.FileField(
        label=_("The file of your own"),
        required=False,
        help_text=_("Only if it was not the portal’s: it is kept as it is and marked as not made by the portal."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    field_order = ("channel", "sent_on", "sent_time", "time_zone", "recipient", "receipt")

    def __init__(self, *args, submission, zone, **kwargs):
        kwargs["initial"] = {
            "version": submission.version,
            # The record of what the mechanism takes says where it takes it.
            "recipient": (submission.requirement.channel if submission.requirement else "")[:200],
            **kwargs.get("initial", {}),
        }
        super().__init__(*args, submission=submission, zone=zone, **kwargs)
        self.keep_if_oral(submission)

    def clean(self):
        cleaned = super().clean()
        # A file that was chosen is the one that was sent, even where the mark beside it was forgotten.
        if cleaned.get("file") and not self.data.get("what"):
            cleaned["what"] = SentFile.OWN
        return cleaned

    def details(self):
        """What `advance` takes for the sending."""
        uploaded = self.cleaned_data["file"]
        details = {
            **self.when(),
            "what": self.cleaned_data["what"],
            "file": uploaded.read() if uploaded else None,
            "file_name": uploaded.name if uploaded else "",
        }
        return details | (self.spoken() if self.is_oral else {})


class AgainForm(_WhenForm):
    """The same file went out once more."""

    why = CleanTextField(label=_("Why again"), max_length=300, help_text=_("For instance: the first mail came back."))


class CorrectForm(_SpokenMixin, _WhenForm):
    """The record put right; what stood there before stays readable."""

    reason = CleanTextField(label=_("Why it is corrected"), max_length=300)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, submission, **kwargs):
        super().__init__(*args, submission=submission, **kwargs)
        self.keep_if_oral(submission)

    def changes(self):
        return {**self.when(), **(self.spoken() if self.is_oral else {})}


class AcknowledgeForm(forms.Form):
    acknowledged_on = forms.DateField(label=_("Acknowledged on"), widget=DayInput)
    acknowledgement = CleanTextField(label=_("Its reference"), max_length=200, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class ProofForm(forms.Form):
    kind = forms.ChoiceField(label=_("What it is"), choices=ProofKind)
    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "PDF, PNG, JPEG or an e-mail (EML, MSG), at most 10 MB. Place and camera are taken out of pictures; what "
            "is written in a file stays, so look whether it names anybody who must not be named."
        ),
    )
    note = CleanTextField(label=_("What it shows"), max_length=200, required=False)
