"""Forms of comments and of sharing a draft; the rules stand in the actions."""

from django import forms
from django.utils.translation import gettext_lazy as _

from engagements.forms.plans import DayInput
from engagements.forms.submissions import CleanTextField


class CommentForm(forms.Form):
    text = CleanTextField(
        label=_("Comment"), max_length=5000, strip=True, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    )
    is_private = forms.BooleanField(label=_("Only for me"), required=False)
    section = forms.IntegerField(required=False, widget=forms.HiddenInput)
    quote = CleanTextField(required=False, max_length=300, widget=forms.HiddenInput)


class AnswerForm(forms.Form):
    text = CleanTextField(
        label=_("Answer"), max_length=5000, strip=True, widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"})
    )


class EditCommentForm(forms.Form):
    text = CleanTextField(
        label=_("Comment"), max_length=5000, strip=True, widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"})
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class ShareForm(forms.Form):
    reason = CleanTextField(
        label=_("What you ask of the Task Team"),
        max_length=2000,
        help_text=_("For instance: does the third part say enough about the legal frame?"),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    ends_on = forms.DateField(label=_("Until"), widget=DayInput)
