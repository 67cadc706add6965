"""Forms of messages and hints."""

from django import forms
from django.utils.translation import gettext_lazy as _

from engagements.enums import Audience, MessageChannel
from engagements.forms.plans import DayInput
from engagements.forms.records import RecordForm
from engagements.forms.submissions import DOCUMENT_LANGUAGES
from engagements.models import AdvocacyMessage, AnalysisFinding, MessageHint
from mechanisms.models import Document
from recommendations.models import Recommendation

GALLERY_AUDIENCES = [("", _("Every audience")), *Audience.choices]


class MessageForm(RecordForm):
    """A message to one audience. `language` is that of the message, not of the reader."""

    recommendations = forms.ModelMultipleChoiceField(
        label=_("Recommendations"), queryset=Recommendation.objects.none(), required=False
    )

    class Meta:
        model = AdvocacyMessage
        fields = [
            "document",
            "paragraph",
            "quote",
            "text",
            "audience",
            "audience_detail",
            "language",
            "finding",
            "exposure",
        ]
        labels = {
            "document": _("Document"),
            "paragraph": _("Paragraph"),
            "quote": _("Its words"),
            "text": _("Our message"),
            "audience_detail": _("Which one?"),
            "finding": _("Rests on the finding"),
            "exposure": _("Who may know?"),
        }
        help_texts = {
            "quote": _("As they stand in the document, in its language."),
            "text": _("What follows from that here, and what is asked for."),
        }
        widgets = {"quote": forms.Textarea(attrs={"rows": 3}), "text": forms.Textarea(attrs={"rows": 6})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["document"].queryset = Document.objects.select_related("mechanism")
        self.fields["recommendations"].queryset = Recommendation.objects.select_related("mechanism", "country")
        self.fields["language"] = forms.ChoiceField(
            label=_("Language of the message"), choices=DOCUMENT_LANGUAGES, initial="en"
        )
        self.offer("finding", AnalysisFinding.objects.visible_to(self.user).filter(cluster=self.cluster))


class UseForm(forms.Form):
    used_on = forms.DateField(label=_("When?"), widget=DayInput)
    used_channel = forms.ChoiceField(label=_("How?"), choices=[("", _("Choose")), *MessageChannel.choices])


class HintForm(forms.ModelForm):
    class Meta:
        model = MessageHint
        fields = ["kind", "text", "source", "is_shown"]
        labels = {"is_shown": _("Shown beside the editor")}
        help_texts = {"source": _("What it rests on: a document and the place in it.")}
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}

    def _post_clean(self):
        """Nothing is put on a record; the action checks."""
