"""What forms of marked records share."""

from django import forms
from django.utils.translation import gettext_lazy as _

from engagements.enums import Exposure
from engagements.forms.plans import DayInput
from engagements.models import PlanLine
from mechanisms.queries.norms import citable

MARKS = [
    (Exposure.OPEN, _("Open: the cluster, the Task Team and the Global Protection Cluster")),
    (Exposure.MEMBERS, _("Members only: the members of the cluster and the Task Team")),
    (Exposure.RESTRICTED, _("Restricted: the coordinators and who wrote it")),
    (Exposure.CONFIDENTIAL, _("Confidential: who wrote it, and the people named on its plan line")),
]
PROVISIONS = 2


class RecordForm(forms.ModelForm):
    """A form over a record of `cluster` as `user` sees it. It only reads and checks: saving is the action's. `rows`:
    names of the fields that stand beside each other."""

    rows: list = []

    def __init__(self, *args, user, cluster, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.cluster = user, cluster
        if "plan_line" in self.fields:
            lines = PlanLine.objects.visible_to(user).filter(cluster=cluster).order_by("-year", "title")
            self.fields["plan_line"].queryset = lines
            self.fields["plan_line"].empty_label = _("None")
            self.fields["plan_line"].help_text = _("Whoever does not see the line will not see this either.")
        if "exposure" in self.fields:
            self.fields["exposure"].choices = MARKS
            self.fields["exposure"].widget = forms.RadioSelect(choices=MARKS)
        for name, field in self.fields.items():
            if isinstance(field, forms.DateField):
                field.widget = DayInput()
            elif isinstance(field, forms.TypedChoiceField) and name != "exposure":
                self._name_the_blank(field)

    def offer(self, name, rows):
        """Let `name` be chosen among `rows`, those the writer sees. What stands there and she does not see stays as it
        is: it is neither shown nor taken off."""
        self.fields[name].queryset = rows
        self.fields[name].empty_label = _("None")
        stored = getattr(self.instance, f"{name}_id")
        if stored is not None and not rows.filter(pk=stored).exists():
            del self.fields[name]

    def laid_out(self):
        """The fields in rows, as the form says in `rows`."""
        return [[self[name] for name in row] for row in self.rows]

    @staticmethod
    def _name_the_blank(field):
        """A choice still to be made reads "Choose", not a row of dashes."""
        pairs = [(value, label) for value, label in field.choices if value != ""]
        if not field.required or field.initial in (None, ""):
            pairs = [("", _("Choose") if field.required else _("None")), *pairs]
        field.choices = pairs

    def _get_validation_exclusions(self):
        """The tables' own rules are asked by the action, with everything the portal adds."""
        return {*super()._get_validation_exclusions(), *(field.name for field in self._meta.model._meta.fields)}

    def _post_clean(self):
        """Nothing is put on the record: a refused form must not leave half a change on it."""


class ProvisionsMixin:
    """Up to a few instruments with their articles, one a row."""

    def add_provisions(self, pairs=(), *, country_id):
        """`country_id`: whose domestic law is offered beside treaties (MATRIX E003)."""
        known = list(pairs)
        instruments = list(citable(country_id, also=[one.pk for one, _article in known]))
        law = [(str(one.pk), _label(one)) for one in instruments if one.country_id]
        choices = [("", _("None")), *((str(one.pk), _label(one)) for one in instruments if not one.country_id)]
        choices += [(_("Domestic law"), law)] if law else []
        self._instruments = {str(one.pk): one for one in instruments}
        self.law_country = country_id
        self.provision_rows = max(PROVISIONS, len(known) + 1)
        for number in range(self.provision_rows):
            instrument, article = known[number] if number < len(known) else (None, "")
            self.fields[f"instrument_{number}"] = forms.ChoiceField(
                label=_("Instrument"),
                choices=choices,
                required=False,
                initial=str(instrument.pk) if instrument else "",
            )
            self.fields[f"article_{number}"] = forms.CharField(
                label=_("Article"), required=False, max_length=60, initial=article
            )

    def rows_of_provisions(self):
        return [(self[f"instrument_{number}"], self[f"article_{number}"]) for number in range(self.provision_rows)]

    def provisions(self):
        """[(Instrument, article)] as chosen; an article without its instrument is pointed out by `clean`."""
        found = []
        for number in range(self.provision_rows):
            instrument = self._instruments.get(self.cleaned_data.get(f"instrument_{number}") or "")
            if instrument is not None:
                found.append((instrument, self.cleaned_data.get(f"article_{number}") or ""))
        return found

    def check_provisions(self):
        for number in range(self.provision_rows):
            if self.cleaned_data.get(f"article_{number}") and not self.cleaned_data.get(f"instrument_{number}"):
                self.add_error(f"instrument_{number}", _("Choose the instrument of this article."))

    def record_fields(self):
        """The cleaned values without those of the rows."""
        return {
            name: value for name, value in self.cleaned_data.items() if not name.startswith(("instrument_", "article_"))
        }


def _label(instrument):
    return f"{instrument.short_name}: {instrument}" if instrument.short_name else str(instrument)
