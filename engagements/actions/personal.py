"""No text of a case or a reprisal carries what would give a person away."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from engagements import rules


def check_texts(texts, *, names_nobody):
    """Raise `ValidationError` by field of `texts` ({field: text}) for phone numbers, addresses, dates of birth,
    coordinates and numbers of documents; for likely names as well, unless the writer has said that they name nobody."""
    errors, likely = {}, []
    for field, text in texts.items():
        found = rules.check_personal_data(text)
        if hits := rules.refused(found):
            errors[field] = [hit.sentence for hit in hits] + [_("Take it out: it could give a person away.")]
        likely += rules.likely_names(found)
    if likely and not names_nobody:
        errors["names_nobody"] = [hit.sentence for hit in likely[:5]] + [
            _("Take the name out, or tick that this names nobody.")
        ]
    if errors:
        raise ValidationError(errors)
