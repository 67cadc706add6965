"""Form of a report of a session."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from knowledge.enums import ReportReaders


class LinksField(forms.CharField):
    """One document a line: its title, then its address. Cleaned as [{"title", "url"}]; what is no address is refused
    by the action."""

    def __init__(self, **options):
        super().__init__(widget=forms.Textarea(attrs={"rows": 4}), max_length=8000, required=False, **options)

    def prepare_value(self, value):
        if isinstance(value, list):
            return "\n".join(f"{link['title']} {link['url']}" for link in value)
        return value

    def to_python(self, value):
        found = []
        for line in super().to_python(value).splitlines():
            title, _space, url = line.strip().rpartition(" ")
            if line.strip():
                found.append({"title": title.strip(), "url": url})
        return found

    def has_changed(self, initial, data):
        return self.to_python(data or "") != (initial or [])


class SessionReportForm(forms.Form):
    """`sessions`: those to choose from, None where the address names it."""

    session = forms.ModelChoiceField(label=_("Session"), queryset=None, empty_label=_("Choose a session"))
    said = forms.CharField(
        label=_("What was said?"),
        help_text=_("On the country and on what clusters sent. No names of sources and no details of a case."),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    coming = forms.CharField(
        label=_("What comes next?"),
        help_text=_("The next dates, and what clusters can do until then."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    links = LinksField(
        label=_("Documents"),
        help_text=_("One a line: its title, then its address. At most ten."),
    )
    clusters = forms.ModelMultipleChoiceField(
        label=_("For which clusters?"),
        help_text=_("Those of the countries of the session are ticked. Each reads it for itself."),
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
    )
    readers = forms.ChoiceField(label=_("Who reads it there?"), choices=ReportReaders.choices)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    def __init__(self, *args, sessions, clusters, **options):
        super().__init__(*args, **options)
        self.fields["clusters"].queryset = clusters
        if sessions is None:
            del self.fields["session"]
        else:
            self.fields["session"].queryset = sessions
