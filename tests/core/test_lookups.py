"""Numbers that no row can have find nothing, in lists too."""

import pytest
from django import forms
from django.core.exceptions import ValidationError

from mechanisms.models import Theme

HUGE = 10**30


@pytest.mark.django_db
def test_numbers_that_no_row_can_have_find_nothing_in_lists():
    theme = Theme.objects.create(key="water", name="Water", kind="right")
    assert list(Theme.objects.filter(pk__in=[theme.pk, HUGE, -HUGE])) == [theme]
    assert not Theme.objects.filter(pk__in=[HUGE]).exists()
    assert Theme.objects.exclude(pk__in=[HUGE]).exists()
    assert list(Theme.objects.filter(pk__in=Theme.objects.values("pk"))) == [theme]
    assert list(Theme.objects.filter(position__in=[0, HUGE])) == [theme]


@pytest.mark.django_db
def test_a_form_refuses_a_number_that_no_row_can_have():
    field = forms.ModelMultipleChoiceField(queryset=Theme.objects.all())
    with pytest.raises(ValidationError):
        field.clean([str(HUGE)])
