"""Who has read the procedure card of a body."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from mechanisms.models.catalogue import Mechanism


class CardReading(models.Model):
    """A person says that she has read how to take part in the work of a body (MATRIX D009). `fingerprint` is that of
    the card she read, so that the page can say when it has changed since. Not confidential: the catalogue is public."""

    mechanism = models.ForeignKey(Mechanism, on_delete=models.CASCADE, related_name="readings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    read_at = models.DateTimeField(_("read at"))
    fingerprint = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("reading of a procedure card")
        verbose_name_plural = _("readings of procedure cards")
        constraints = [models.UniqueConstraint(fields=["mechanism", "person"], name="card_read_once_per_person")]

    def __str__(self):
        return f"{self.mechanism.label}: {self.person}"
