"""Forms of experience notes."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from knowledge.enums import Worked


class NoteForm(forms.Form):
    title = forms.CharField(label=_("In a few words"), max_length=160)
    text = forms.CharField(
        label=_("What happened, and what did you learn?"),
        help_text=_("For whoever does it next. No names and no details of a case."),
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    worked = forms.ChoiceField(label=_("How did it turn out?"), choices=Worked.choices, widget=forms.RadioSelect)


class ShareForm(forms.Form):
    """The words for everybody. Of a closed line the cluster cannot be named."""

    title = forms.CharField(label=_("Title"), max_length=160)
    text = forms.CharField(
        label=_("What others can learn"),
        help_text=_(
            "Written for readers in other countries: nothing by which a person, a place or a partner is known."
        ),
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 9}),
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    names_cluster = forms.BooleanField(label=_("Name our cluster and country"), required=False)
    names_nobody = forms.BooleanField(
        label=_("What looks like a name is none"),
        help_text=_("Only if the check finds words like names."),
        required=False,
    )
    agrees = forms.BooleanField(label=_("The cluster agrees that this is shared with everybody"), required=False)

    def __init__(self, *args, is_closed, **options):
        super().__init__(*args, **options)
        if is_closed:
            del self.fields["names_cluster"]
