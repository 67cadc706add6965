"""Forms of what a cluster follows."""

from django import forms
from django.utils.translation import gettext_lazy as _

from calendar_app.actions.following import RANKABLE, REASON_LENGTH
from calendar_app.enums import Taking
from calendar_app.forms.fields import VersionField
from calendar_app.queries.following import rankable_mandates
from mechanisms.models import Mechanism


class RankForm(forms.Form):
    """A mandate to be added to the ranking of a year."""

    mechanism = forms.ModelChoiceField(
        label=_("Mandate"), queryset=Mechanism.objects.filter(family__in=RANKABLE), empty_label=_("Choose a mandate")
    )
    reason = forms.CharField(
        label=_("Why this mandate"),
        required=False,
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What it can do for the people you protect. Read inside your cluster only."),
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        # Grouped by family; the field itself checks what was chosen.
        self.fields["mechanism"].choices = [("", _("Choose a mandate")), *rankable_mandates(RANKABLE)]


class MandateReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Why this mandate"),
        required=False,
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What it can do for the people you protect. Read inside your cluster only."),
    )
    version = VersionField()


class AttendanceForm(forms.Form):
    """We attend, we watch; who."""

    cluster = forms.ModelChoiceField(label=_("Cluster"), queryset=None)
    taking = forms.ChoiceField(label=_("How"), choices=Taking.choices, widget=forms.RadioSelect)
    who = forms.CharField(
        label=_("Who"), required=False, max_length=200, help_text=_("Names or roles, as your cluster knows them.")
    )
    note = forms.CharField(
        label=_("Note"), required=False, max_length=REASON_LENGTH, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args, clusters, may_attend, **options):
        super().__init__(*args, **options)
        self.fields["cluster"].queryset = clusters
        if len(clusters) == 1:
            self.fields["cluster"].initial = clusters[0]
            self.fields["cluster"].widget = forms.HiddenInput()
        if not may_attend:
            self.fields["taking"].choices = [(Taking.WATCH.value, Taking.WATCH.label)]
            self.fields["taking"].initial = Taking.WATCH
