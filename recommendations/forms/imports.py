"""Forms of the import of recommendations."""

from django import forms
from django.utils.translation import gettext_lazy as _

from calendar_app.forms.importing import FileCheck, file_field
from clusters.models import Country
from core.documents.labels import LANGUAGE_NAMES
from recommendations.importing.files import check_size

ACCEPTED = ".xlsx,.json,.csv,.docx"


class ImportFileForm(FileCheck, forms.Form):
    """A file, the countries of interest and what the file does not say. The content decides what the file is."""

    check_size = staticmethod(check_size)

    file = file_field(
        _("An export as .xlsx, .json or .csv, or a list in Word. Nothing is written before you have seen it."), ACCEPTED
    )
    countries = forms.ModelMultipleChoiceField(
        label=_("Countries"),
        queryset=Country.objects.all(),
        required=False,
        help_text=_("Only their recommendations are read. None chosen: all. For a thematic list: the State reviewed."),
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )
    language = forms.ChoiceField(label=_("Language of the texts"), choices=list(LANGUAGE_NAMES.items()), initial="en")
    session = forms.CharField(
        label=_("Session of the UPR"), required=False, max_length=3, help_text=_("A thematic list does not name it.")
    )

    def values(self):
        """What `read_import` takes, without the file."""
        given = self.cleaned_data
        return {
            "countries": [country.pk for country in given["countries"]],
            "language": given["language"],
            "session": given["session"].strip(),
        }
