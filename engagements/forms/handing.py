"""Form of a hand-over."""

from django import forms
from django.utils.translation import gettext_lazy as _

from calendar_app.forms.fields import DayField
from clusters.models import User


class HandOverForm(forms.Form):
    """`people`: who can take over. Anything may still be missing."""

    to_person = forms.ModelChoiceField(
        label=_("Who takes over?"),
        help_text=_("Somebody who leads this cluster already. If nobody does yet, invite your successor first."),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Not chosen yet"),
    )
    last_day = DayField(label=_("Your last day"), help_text=_("Your role ends with it."), required=False)
    note = forms.CharField(
        label=_("What should your successor know?"),
        help_text=_(
            "What stands in no list: who opens doors, what was tried, what to be careful with. No names of people in "
            "danger, nothing of confidential lines and cases."
        ),
        max_length=6000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 9}),
    )

    def __init__(self, *args, people, **options):
        super().__init__(*args, **options)
        self.fields["to_person"].queryset = people
