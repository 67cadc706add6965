"""Forms of the protection analytical framework."""

from django import forms
from django.utils.translation import gettext_lazy as _

from calendar_app.forms.fields import DayField
from engagements.enums import RolloutStatus

_ANSWERS = [("", _("Nobody has looked")), ("yes", _("Yes")), ("no", _("No"))]


def _answer(value):
    return {"yes": True, "no": False}.get(value)


class RolloutForm(forms.Form):
    status = forms.ChoiceField(label=_("How far is it?"), choices=RolloutStatus.choices, widget=forms.RadioSelect)
    as_of = DayField(label=_("As of"))
    note = forms.CharField(
        label=_("Note"),
        help_text=_("Who uses it, what is in the way. No names of persons."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class UpdateForm(forms.Form):
    """An analysis update. `is_listed`: with the choice to take it off the list."""

    title = forms.CharField(label=_("Title"), max_length=200)
    published_on = DayField(label=_("Published"))
    has_rights_section = forms.TypedChoiceField(
        label=_("Is there a section on human rights?"),
        choices=_ANSWERS,
        coerce=_answer,
        empty_value=None,
        required=False,
    )
    address = forms.URLField(
        label=_("Where it can be read"),
        help_text=_("Its address on the web, where it is public."),
        required=False,
        max_length=500,
        assume_scheme="https",
    )
    is_withdrawn = forms.BooleanField(
        label=_("Listed by mistake: take it off the list"), help_text=_("It counts nowhere then."), required=False
    )

    def __init__(self, *args, is_listed=False, **options):
        super().__init__(*args, **options)
        if not is_listed:
            del self.fields["is_withdrawn"]

    @staticmethod
    def initial_of(update):
        answer = {True: "yes", False: "no", None: ""}[update.has_rights_section]
        names = ("title", "published_on", "address", "is_withdrawn")
        return {**{name: getattr(update, name) for name in names}, "has_rights_section": answer}
