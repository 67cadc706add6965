"""People and organisations of a cluster."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from clusters import queries
from clusters.enums import OrganisationKind
from clusters.forms.inputs import DayInput
from clusters.models import Organisation


class InviteForm(forms.Form):
    email = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    name = forms.CharField(
        label=_("Name"), max_length=150, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    role = forms.ChoiceField(label=_("Role"))
    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=Organisation.objects.none(),
        required=False,
        help_text=_("Needed for members: they speak for it."),
    )
    new_organisation = forms.CharField(label=_("Organisation not in the list"), max_length=200, required=False)
    ends_on = forms.DateField(
        label=_("Last day"), required=False, widget=DayInput(), help_text=_("Empty: until somebody ends it.")
    )
    language = forms.ChoiceField(label=_("Language of the mail"), choices=settings.LANGUAGES)

    def __init__(self, *args, user, cluster, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = queries.roles_to_offer(user, cluster)
        self.fields["organisation"].queryset = Organisation.objects.all()
        if cluster is None:
            for field in ("organisation", "new_organisation"):
                del self.fields[field]


class RoleForm(forms.Form):
    """Another role for somebody who is there already."""

    role = forms.ChoiceField(label=_("Role"))
    organisation = forms.ModelChoiceField(label=_("Organisation"), queryset=Organisation.objects.none(), required=False)
    ends_on = forms.DateField(label=_("Last day"), required=False, widget=DayInput())

    def __init__(self, *args, user, cluster, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = queries.roles_to_offer(user, cluster)
        self.fields["organisation"].queryset = Organisation.objects.all()
        if cluster is None:
            del self.fields["organisation"]


class MembershipForm(forms.Form):
    organisation = forms.ModelChoiceField(label=_("Organisation"), queryset=Organisation.objects.none(), required=False)
    ends_on = forms.DateField(
        label=_("Last day"), required=False, widget=DayInput(), help_text=_("Empty: until somebody ends it.")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.all()


class KindsForm(forms.Form):
    """The kind of each organisation; beside it, hidden, the kind that the writer saw."""

    def __init__(self, *args, organisations, **kwargs):
        super().__init__(*args, **kwargs)
        self.organisations = organisations
        choices = [("", _("Not recorded")), *OrganisationKind.choices]
        for one in organisations:
            self.fields[f"kind-{one.pk}"] = forms.ChoiceField(
                label=one.name, choices=choices, required=False, initial=one.kind
            )
            self.fields[f"seen-{one.pk}"] = forms.ChoiceField(
                choices=choices, required=False, initial=one.kind, widget=forms.HiddenInput
            )

    def kinds(self):
        """{organisation's id: (kind seen, kind chosen)} of those that were sent."""
        return {
            one.pk: (self.cleaned_data[f"seen-{one.pk}"], self.cleaned_data[f"kind-{one.pk}"])
            for one in self.organisations
            if f"kind-{one.pk}" in self.data
        }

    def rows(self):
        """[(choice, what was seen)] for the page."""
        return [(self[f"kind-{one.pk}"], self[f"seen-{one.pk}"]) for one in self.organisations]

    def see_stored(self):
        """From now on the writer has seen what is stored. What she did not touch follows it."""
        data = self.data.dict()
        for one in self.organisations:
            kind, seen = f"kind-{one.pk}", f"seen-{one.pk}"
            if data.get(kind) == data.get(seen):
                data[kind] = one.kind
            data[seen] = one.kind
        self.data = data


class GlassForm(forms.Form):
    cluster = forms.ModelChoiceField(label=_("Protection cluster"), queryset=None)
    reason = forms.CharField(
        label=_("Reason"),
        min_length=10,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The coordinators of the cluster read it, in a mail and in their trail."),
    )

    def __init__(self, *args, clusters, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cluster"].queryset = clusters
