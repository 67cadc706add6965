"""The risk form: one level and one sentence per line, measures, decision, a day for looking again."""

from django import forms
from django.utils.translation import gettext_lazy as _

from engagements import rules
from engagements.enums import RiskDecision, RiskLevel, RiskLine
from engagements.forms.plans import DayInput

# What each line asks, in the words of the field (guide 4, lines 69 and 75; MATRIX H011 to H013).
QUESTIONS = {
    RiskLine.DO_NO_HARM: _("Could this make people worse off? Think of those we speak about and those around them."),
    RiskLine.HUMANITY: _("Does it serve people's safety and dignity before anything else?"),
    RiskLine.NEUTRALITY: _("Could it be read as taking a side in the conflict or in politics?"),
    RiskLine.IMPARTIALITY: _("Does it speak for those in greatest need, whoever they are?"),
    RiskLine.INDEPENDENCE: _("Are the message and the moment ours, free from others' aims?"),
    RiskLine.RETALIATION_SOURCES: _("Could victims, witnesses or local groups be found out and harmed?"),
    RiskLine.RETALIATION_MEMBERS: _("Could members or their staff lose registration, visas or safety?"),
    RiskLine.RETALIATION_OPERATIONS: _("Could access or running programmes suffer?"),
}


class RiskFormForm(forms.Form):
    """Fields `<line>_level` and `<line>_text` for each line. Nothing is required while one fills it in."""

    mitigation = forms.CharField(
        label=_("Measures"),
        help_text=_("What will be done so that the risks named above stay small."),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    review_on = forms.DateField(label=_("Look again on"), required=False, widget=DayInput)
    decision = forms.ChoiceField(
        label=_("Decision"), choices=RiskDecision.choices, required=False, widget=forms.RadioSelect
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for line in RiskLine:
            self.fields[f"{line}_level"] = forms.ChoiceField(
                label=line.label, choices=RiskLevel.choices, required=False, widget=forms.RadioSelect
            )
            self.fields[f"{line}_text"] = forms.CharField(
                label=_("Why, in a sentence"),
                required=False,
                max_length=4000,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    @staticmethod
    def initial_of(form):
        """What a stored form shows."""
        if form is None:
            return {}
        values = {"mitigation": form.mitigation, "review_on": form.review_on, "decision": form.decision}
        for line in RiskLine:
            values[f"{line}_level"], values[f"{line}_text"] = rules.answer_state(form.answers, line)
        return values

    def lines(self):
        """What the page shows for each line."""
        for number, line in enumerate(RiskLine, start=1):
            yield {
                "number": number,
                "line": line,
                "label": line.label,
                "question": QUESTIONS[line],
                "level": self[f"{line}_level"],
                "text": self[f"{line}_text"],
            }

    def answers(self):
        return {
            line.value: {
                "level": self.cleaned_data.get(f"{line}_level", ""),
                "text": self.cleaned_data.get(f"{line}_text", ""),
            }
            for line in RiskLine
        }

    def add_missing(self, error):
        """Put the sentences of a refused decision at the lines they are about."""
        for name, sentences in error.message_dict.items():
            target = f"{name}_level" if name in RiskLine.values else name
            for sentence in sentences:
                self.add_error(target if target in self.fields else None, sentence)
