"""The risk form: how likely and how bad, a sentence and measures per line; kinds of harm, benefits, decision, a day for
looking again."""

from django import forms
from django.utils.translation import gettext_lazy as _

from engagements import rules
from engagements.enums import RiskCategory, RiskDecision, RiskLevel, RiskLine, YesNo
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
# Saved without, never decided without (`rules.decision_missing`).
NEEDED_TO_DECIDE = ("sources_local", "decision", "decision_reason")
# Fields beside the lines, in the order of the form.
MORE = ("categories", "sources_local", "benefits", "mitigation", "review_on", "decision", "decision_reason")


class RiskFormForm(forms.Form):
    """Fields `<line>_likelihood`, `_effect`, `_text`, `_measures` for each line. Nothing is required while one fills it
    in."""

    categories = forms.MultipleChoiceField(
        label=_("Kinds of harm to reckon with"),
        choices=RiskCategory.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    sources_local = forms.ChoiceField(
        label=_("Are the sources local: victims, witnesses, local groups?"),
        help_text=_("Then measures that keep them safe are needed. Their names are never stored."),
        choices=YesNo.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    benefits = forms.CharField(
        label=_("Benefits"),
        help_text=_("What protection people may gain, and what is lost if the cluster stays silent."),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
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
    decision_reason = forms.CharField(
        label=_("Reason for the decision"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in NEEDED_TO_DECIDE:
            self.fields[name].needed_later = True
        for line in RiskLine:
            for name, label in (("likelihood", _("How likely?")), ("effect", _("How bad?"))):
                self.fields[f"{line}_{name}"] = forms.ChoiceField(
                    label=label, choices=RiskLevel.choices, required=False, widget=forms.RadioSelect
                )
            for name, label in (("text", _("Why, in a sentence")), ("measures", _("What keeps it small"))):
                self.fields[f"{line}_{name}"] = forms.CharField(
                    label=label,
                    required=False,
                    max_length=4000,
                    widget=forms.Textarea(attrs={"rows": 2}),
                )
            for part in rules.PARTS:
                self.fields[f"{line}_{part}"].summary_label = line.label
            # Asked for of one line alone (`rules.measures_missing`).
            self.fields[f"{line}_measures"].is_aside = line != RiskLine.RETALIATION_SOURCES

    @staticmethod
    def initial_of(form):
        """What a stored form shows."""
        if form is None:
            return {}
        values = {name: getattr(form, name) for name in MORE}
        for line in RiskLine:
            answer = rules.answer_of(form.answers, line)
            values |= {f"{line}_{part}": getattr(answer, part) for part in rules.PARTS}
        return values

    def lines(self):
        """What the page shows for each line."""
        answers = self.answers() if self.is_bound and self.is_valid() else None
        for number, line in enumerate(RiskLine, start=1):
            if answers is None:
                level = rules.LineAnswer(**{part: self.initial.get(f"{line}_{part}", "") for part in rules.PARTS}).level
            else:
                level = rules.answer_of(answers, line).level
            yield {
                "number": number,
                "line": line,
                "label": line.label,
                "question": QUESTIONS[line],
                "weight": level,
                "weight_label": RiskLevel(level).label if level else "",
                "levels": (self[f"{line}_likelihood"], self[f"{line}_effect"]),
                "texts": (self[f"{line}_text"], self[f"{line}_measures"]),
            }

    def answers(self):
        return {
            line.value: {part: self.cleaned_data.get(f"{line}_{part}", "") for part in rules.PARTS} for line in RiskLine
        }

    def given(self):
        """What the actions take, the decision apart."""
        data = self.cleaned_data
        return {"answers": self.answers()} | {name: data[name] for name in MORE if name != "decision"}

    def add_missing(self, error):
        """Put the sentences of a refused decision at the lines they are about. The answers may well be saved."""
        self.errors_heading = _("Not decided yet. Please look at this:")
        for name, sentences in error.message_dict.items():
            for sentence in sentences:
                self.add_error(self._target(name, sentence), sentence)

    def _target(self, name, sentence):
        if name not in RiskLine.values:
            return name if name in self.fields else None
        # The first part of the line that is empty, so that the sentence stands where something is to be filled in.
        for part in ("likelihood", "effect", "text", "measures"):
            if not self.cleaned_data.get(f"{name}_{part}"):
                return f"{name}_{part}"
        return f"{name}_text"


class GuidanceForm(forms.Form):
    """A new version of the guidance on risks."""

    title = forms.CharField(label=_("Title"), max_length=200)
    text = forms.CharField(label=_("Guidance"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 10}))
    source = forms.CharField(label=_("Source"), max_length=300, required=False)
    url = forms.URLField(label=_("Address"), required=False, assume_scheme="https")
    number = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
