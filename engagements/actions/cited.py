"""Instruments and articles that findings, issues and steps cite: treaties, and the law of the cluster's own country."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from engagements.models import StepProvision


def pairs_of(provisions):
    """{(instrument id, article)} of (Instrument, article) pairs."""
    return {(instrument.pk, article.strip()) for instrument, article in provisions}


def check_cited(provisions, country_id, *, field, known=()):
    """Raises `ValidationError` at `field` for domestic law of another country, and for what is no longer offered unless
    it was cited already (`known`: (instrument id, article))."""
    held = {pk for pk, _article in known}
    for instrument, _article in provisions:
        if instrument.country_id not in (None, country_id):
            raise ValidationError({field: _("This law is of another country.")})
        if instrument.is_retired and instrument.pk not in held:
            raise ValidationError({field: _("This law is no longer offered.")})


def cited_by_step(step, by):
    """What a step cites now: {(instrument id, article)}."""
    rows = StepProvision.objects.visible_to(by).filter(step=step)
    return set(rows.values_list("instrument_id", "article"))


def set_step_provisions(step, pairs, by):
    """`pairs` replaces what the step cites."""
    StepProvision.objects.visible_to(by).filter(step=step).delete()
    rows = [StepProvision(step=step, instrument_id=pk, article=article) for pk, article in sorted(pairs)]
    StepProvision.objects.bulk_create(rows)
