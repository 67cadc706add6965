"""A number that no row can have is refused by every filter of the API, not by the database."""

from django.urls import get_resolver
from django_filters import rest_framework as filters

from core.scoping import ScopedModel


def _below(kind):
    for child in kind.__subclasses__():
        yield child
        yield from _below(child)


def test_no_filter_takes_any_number():
    # Loading the addresses loads every list of the API.
    assert get_resolver().url_patterns
    own = [one for one in _below(filters.FilterSet) if not one.__module__.startswith("django_filters")]
    assert len(own) > 15
    loose = [
        f"{one.__module__}.{one.__name__}.{name}"
        for one in own
        for name, given in one.base_filters.items()
        if isinstance(given, filters.NumberFilter)
    ]
    assert loose == []


def test_no_filter_offers_rows_of_a_sealed_table_as_choices():
    """It would answer 400 for what is not there and 200 for what is there but not for the reader."""
    assert get_resolver().url_patterns
    telling = [
        f"{one.__module__}.{one.__name__}.{name}"
        for one in _below(filters.FilterSet)
        if not one.__module__.startswith("django_filters")
        for name, given in one.base_filters.items()
        if isinstance(given, filters.ModelChoiceFilter | filters.ModelMultipleChoiceFilter)
        and issubclass(_model_of(given), ScopedModel)
    ]
    assert telling == []


def _model_of(given):
    return given.extra["queryset"].model
