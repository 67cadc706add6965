"""Forms of asking for a contribution and of writing one; the rules stand in the actions."""

from django import forms
from django.utils.translation import gettext_lazy as _

from engagements.enums import AskedBy
from engagements.forms.plans import DayInput
from engagements.forms.submissions import DOCUMENT_LANGUAGES, CleanTextField
from engagements.rules import MAX_CHARACTERS, MAX_PARAGRAPHS


class AskContributionForm(forms.Form):
    organisation = forms.TypedChoiceField(label=_("Organisation"), coerce=int)
    way = forms.ChoiceField(
        label=_("How"),
        choices=AskedBy,
        widget=forms.RadioSelect,
        help_text=_("A link works for whoever has it: send it to one person whom you know."),
    )
    email = forms.EmailField(label=_("E-mail address for the link"), required=False)
    sections = forms.TypedMultipleChoiceField(
        label=_("For which sections"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("By account their headings are shown, by link they are called Part 1, Part 2."),
    )
    question = CleanTextField(
        label=_("What you ask for"),
        max_length=5000,
        help_text=_("The organisation reads this, and nothing of the text. Say what it needs to know, and no more."),
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
    )
    language = forms.ChoiceField(label=_("Language of the contribution"), choices=DOCUMENT_LANGUAGES)
    due_on = forms.DateField(label=_("Until"), widget=DayInput)

    def __init__(self, *args, organisations, here, sections, **kwargs):
        super().__init__(*args, **kwargs)
        self.known = {one.pk: one for one in organisations}
        self.sections = {one.pk: one for one in sections}
        groups = [
            (_("In this cluster"), [(one.pk, str(one)) for one in organisations if one.pk in here]),
            (_("Others"), [(one.pk, str(one)) for one in organisations if one.pk not in here]),
        ]
        choices = [("", _("Choose an organisation")), *(group for group in groups if group[1])]
        self.fields["organisation"].choices = choices
        self.fields["sections"].choices = [(one.pk, one.heading) for one in sections]

    def clean_organisation(self):
        return self.known[self.cleaned_data["organisation"]]

    def clean_sections(self):
        return [self.sections[pk] for pk in self.cleaned_data["sections"]]


class ParagraphForm(forms.Form):
    """One paragraph of a contribution."""

    section = forms.TypedChoiceField(label=_("For"), coerce=int, required=False)
    text = CleanTextField(
        label=_("Paragraph"), required=False, max_length=MAX_CHARACTERS * 4, strip=True, widget=forms.Textarea
    )
    is_credited = forms.BooleanField(label=_("Name our organisation for this paragraph"), required=False)

    def __init__(self, *args, parts=(), language="en", direction="ltr", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["section"].choices = parts
        self.fields["text"].widget.attrs |= {"rows": 4, "lang": language, "dir": direction}
        if len(parts) < 2:
            del self.fields["section"]


ParagraphFormSet = forms.formset_factory(
    ParagraphForm, extra=2, max_num=MAX_PARAGRAPHS, absolute_max=MAX_PARAGRAPHS + 2, validate_max=True
)


class ContributionForm(forms.Form):
    """What is said of a contribution as a whole. Saving needs nothing of it, sending the consent."""

    may_acknowledge = forms.BooleanField(label=_("Thank our organisation by name in the document"), required=False)
    credit_name = CleanTextField(
        label=_("Name as it should be written"),
        max_length=200,
        required=False,
        help_text=_("Only if you tick the line above."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class SendForm(forms.Form):
    """The last step: what is sent, and under which consent."""

    has_consent = forms.BooleanField(
        label=_("The cluster may use this text, shorten it and bring it into line with the rest."), required=False
    )
    is_checked = forms.BooleanField(label=_("We have looked at these places and they may stay."), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class SetAsideForm(forms.Form):
    reason = CleanTextField(label=_("Why it is set aside"), max_length=1000, required=False)
