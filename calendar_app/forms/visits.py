"""The form that brings a visit to its next stage."""

from django import forms
from django.utils.translation import gettext_lazy as _

from calendar_app.enums import Precision, VisitStage
from calendar_app.forms.fields import DayField, VersionField


class VisitStageForm(forms.Form):
    """`stages`: those to which the visit may be brought now. New days only where they changed."""

    stage = forms.ChoiceField(label=_("Stage"), widget=forms.RadioSelect)
    precision = forms.ChoiceField(
        label=_("What is known"),
        choices=[(Precision.DAY, _("The days")), (Precision.MONTH, _("The month only"))],
        initial=Precision.DAY,
    )
    begins_on = DayField(label=_("First day"), required=False)
    due_on = DayField(
        label=_("Last day"),
        required=False,
        help_text=_("Left empty, the dates stay as they are; a postponed visit has none."),
    )
    source = forms.CharField(label=_("Source"), required=False, max_length=1000)
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=500,
        help_text=_("Needed when the visit is postponed or its dates change; everyone who sees the date reads it."),
    )
    confirmed_sharing = forms.BooleanField(
        label=_("It shall stay visible to everyone who sees it now"),
        required=False,
        help_text=_("Without this, a visit that is not confirmed any more goes back to coordinators only."),
    )
    version = VersionField()

    def __init__(self, *args, stages, **options):
        super().__init__(*args, **options)
        self.fields["stage"].choices = [(stage, VisitStage(stage).label) for stage in stages]

    def values(self):
        data = dict(self.cleaned_data)
        data["expected_version"] = data.pop("version")
        return data
