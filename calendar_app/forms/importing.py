"""Forms of the import of dates."""

from collections.abc import Callable

from django import forms
from django.utils.translation import gettext_lazy as _

from calendar_app.enums import EntryKind, Publication
from calendar_app.importing.files import check_size
from calendar_app.importing.problems import UnreadableFile
from clusters.models import Cluster, Country
from mechanisms.models import Mechanism

ACCEPTED = ".csv,.txt,.tsv,.xlsx,.ics,text/csv,text/calendar"


def file_field(help_text, accepted):
    """The field of a file to import; an empty one is told of like any other that cannot be read."""
    return forms.FileField(
        label=_("File"),
        help_text=help_text,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": accepted}),
        error_messages={"required": _("Choose a file."), "invalid": _("Choose a file.")},
    )


class FileCheck:
    """Beside a form with such a `file`: one that is too large is not taken."""

    # Of the answer, when the file is not taken.
    status = 422
    # Raises `UnreadableFile` for more bytes than are read.
    check_size: Callable

    def clean_file(self):
        file = self.cleaned_data["file"]
        try:
            self.check_size(file.size)
        except UnreadableFile as unreadable:
            self.status = unreadable.status
            raise forms.ValidationError(unreadable.sentence) from unreadable
        return file


class ImportFileForm(FileCheck, forms.Form):
    """A file, into which calendar, and what holds where the file says nothing. The content of the file decides what it
    is."""

    check_size = staticmethod(check_size)

    file = file_field(
        _("A list as .xlsx or .csv, or a calendar as .ics. Nothing is written before you have seen it."), ACCEPTED
    )
    cluster = forms.ModelChoiceField(
        label=_("Into which calendar"),
        queryset=Cluster.objects.none(),
        required=False,
        empty_label=_("Reference calendar, kept by the Task Team"),
    )
    kind = forms.ChoiceField(
        label=_("Kind of date"), required=False, choices=[("", _("as the file says")), *EntryKind.choices]
    )
    mechanism = forms.ModelChoiceField(
        label=_("Mechanism"), required=False, queryset=Mechanism.objects.all(), empty_label=_("as the file says")
    )
    country = forms.ModelChoiceField(
        label=_("Country"), required=False, queryset=Country.objects.all(), empty_label=_("as the file says")
    )

    def __init__(self, *args, reader, **options):
        super().__init__(*args, **options)
        led = [cluster_id for cluster_id, *_rest in reader.led_clusters]
        self.fields["cluster"].queryset = Cluster.objects.filter(pk__in=led).select_related("country")
        if not reader.is_task_team:
            self.fields["cluster"].required = True
            self.fields["cluster"].empty_label = None
            # A cluster's own dates are of its country.
            del self.fields["country"]
        elif not led:
            del self.fields["cluster"]

    def values(self):
        """What `read_import` takes, without the file."""
        names = ("cluster", "kind", "mechanism", "country")
        return {name: self.cleaned_data[name] for name in names if self.cleaned_data.get(name)}


class ApplyForm(forms.Form):
    """What is done with a preview."""

    publication = forms.ChoiceField(
        label=_("New dates"),
        choices=[(Publication.DRAFT, _("Keep as drafts")), (Publication.PUBLISHED, _("Publish at once"))],
        initial=Publication.DRAFT,
        widget=forms.RadioSelect,
        help_text=_("Changed dates stay drafts or published, as they are."),
    )
