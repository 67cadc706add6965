"""The form with which coordinators share something with their members."""

from django import forms
from django.utils.translation import gettext_lazy as _

from calendar_app.actions.offers import WHAT_LENGTH
from calendar_app.actions.sharing import MESSAGE_LENGTH


class ShareForm(forms.Form):
    message = forms.CharField(
        label=_("Your message"),
        required=False,
        max_length=MESSAGE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Stands above the facts in the mail. Addresses in it are not made into links."),
    )
    again = forms.BooleanField(label=_("Send it again"), required=False)
    confirmed_sharing = forms.BooleanField(
        label=_("I mean to tell members of a visit that is not confirmed"),
        required=False,
        help_text=_(
            "A plan that becomes known too early can endanger the visit and people. The mail names nothing; what your "
            "members read behind the login is on your word, and is recorded."
        ),
    )

    # Ticked in the card of those who get it, which stands beside the form.
    people = forms.TypedMultipleChoiceField(coerce=int, choices=(), required=False)

    def __init__(self, *args, is_veiled, is_repeated, needs_word, reached=(), **options):
        super().__init__(*args, **options)
        self.fields["people"].choices = [(person.user_id, person.name) for person in reached]
        if not needs_word:
            del self.fields["confirmed_sharing"]
        if is_veiled:
            del self.fields["message"]
        if not is_repeated:
            del self.fields["again"]


class OfferForm(forms.Form):
    what = forms.CharField(required=False, max_length=WHAT_LENGTH)
