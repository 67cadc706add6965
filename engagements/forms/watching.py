"""Forms of watched recommendations."""

from django import forms
from django.utils.translation import gettext_lazy as _

from engagements.enums import WarningLevel, WatchKind
from engagements.forms.records import RecordForm
from engagements.models import RecommendationWatch


class WatchForm(RecordForm):
    """A possible risk area or an early-warning sign. What it is about is chosen before and does not change."""

    class Meta:
        model = RecommendationWatch
        fields = ["kind", "text", "level", "is_listed", "plan_line", "exposure"]
        labels = {
            "kind": _("What is it?"),
            "text": _("The preventive idea, or why it is a sign"),
            "level": _("How strong is the sign?"),
            "exposure": _("Who may know?"),
        }
        help_texts = {
            "text": _("What could be done early, by whom. Name no person."),
            "level": _("Of early-warning signs only."),
        }
        widgets = {"kind": forms.RadioSelect, "text": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args, list_name, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["is_listed"].label = _("Put it on the list “%(name)s”") % {"name": list_name}
        self.fields["kind"].choices = WatchKind.choices
        if self.instance.pk:
            del self.fields["kind"]
            if self.instance.kind == WatchKind.RISK:
                del self.fields["level"]
        else:
            self.fields["level"].choices = [("", _("None")), *WarningLevel.choices]


class ListNameForm(forms.Form):
    name = forms.CharField(label=_("Name of the list"), max_length=60)
