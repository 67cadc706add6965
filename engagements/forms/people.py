"""People to choose from, each with what she is in the cluster: a name alone does not say who may read."""

from django import forms

from clusters.enums import Role
from clusters.models import User


def _described(person):
    """Name, role and organisation of somebody from `policy.nameable_people`."""
    role = getattr(person, "in_role", None)
    parts = (str(person), Role(role).label if role else "", getattr(person, "in_organisation", None))
    return " · ".join(str(part) for part in parts if part)


class PeopleField(forms.ModelMultipleChoiceField):
    """Some of them, the default being nobody: the form sets whom the cluster may name."""

    def __init__(self, **options):
        super().__init__(queryset=User.objects.none(), widget=forms.CheckboxSelectMultiple, **options)

    def label_from_instance(self, person):
        return _described(person)


class PersonField(forms.ModelChoiceField):
    """One of them; the form sets whom the cluster may name."""

    def __init__(self, **options):
        super().__init__(queryset=User.objects.none(), **options)

    def label_from_instance(self, person):
        return _described(person)
