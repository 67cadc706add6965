"""Forms of what stands in the way of a plan."""

from django import forms
from django.utils.translation import gettext_lazy as _

from engagements.models import PlanLine
from mechanisms.queries.obstacles import obstacle_choices

_NOTE = _("In a sentence or two")
_NOTE_HELP = _("How it shows here. No names and no details of a case.")
_SHARE = _("Share it with the Task Team")
_SHARE_HELP = _("It reads the note and counts it by kind. What hangs on a closed line it does not see in any case.")


def _note():
    return forms.CharField(
        label=_NOTE, help_text=_NOTE_HELP, required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


def _share():
    return forms.BooleanField(label=_SHARE, help_text=_SHARE_HELP, required=False)


class PlanObstacleForm(forms.Form):
    """Something of the list that stands in the way. `lines`: plan lines to choose from."""

    obstacle = forms.ChoiceField(label=_("What stands in the way?"))
    plan_line = forms.ModelChoiceField(
        label=_("Of what?"), queryset=PlanLine.objects.none(), required=False, empty_label=_("The plan as a whole")
    )
    note = _note()
    is_shared = _share()

    def __init__(self, *args, lines, **options):
        super().__init__(*args, **options)
        self.fields["obstacle"].choices = obstacle_choices(_("Choose an obstacle"))
        self.fields["plan_line"].queryset = lines


class ChangePlanObstacleForm(forms.Form):
    note = _note()
    is_shared = _share()
    is_over = forms.BooleanField(
        label=_("In the way no longer"), help_text=_("It stays readable here and is counted no more."), required=False
    )
