"""The form of a condition: what helps that a recommendation is carried out, or what stands in the way."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mechanisms.queries.obstacles import obstacle_choices, obstacle_of


class ConditionForm(forms.Form):
    """`is_obstacle`: it may be one of the list; `named` is the key of the one that it is already. The cleaned
    `obstacle` is the row or None."""

    obstacle = forms.ChoiceField(
        label=_("Is it an obstacle of the list?"),
        help_text=_("Then the words below can be left empty."),
        required=False,
    )
    text = forms.CharField(label=_("In a sentence"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    approach = forms.CharField(
        label=_("What do we do about it?"),
        help_text=_("How the cluster can bring it about, or reduce it. No names and no details of a case."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, is_obstacle, named=None, **options):
        super().__init__(*args, **options)
        if is_obstacle:
            self.fields["obstacle"].choices = obstacle_choices(_("No, something else"), also=named)
            self.fields["text"].required = False
            self.fields["text"].label = _("What stands in the way?")
        else:
            del self.fields["obstacle"]
            self.fields["text"].label = _("What helps?")
            self.fields["text"].help_text = _("A law, a budget, a person of good will, a body that works.")

    def clean(self):
        data = super().clean()
        data["obstacle"] = obstacle_of(data.get("obstacle"))
        if not data.get("text") and data["obstacle"] is None and "text" not in self.errors:
            self.add_error("text", _("Say it in a sentence, or choose an obstacle of the list."))
        return data
