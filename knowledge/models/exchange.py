"""Live exchange among peers under the Chatham House Rule: who may come, who said so, and notes without speakers."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clusters.models import Cluster
from core.scoping import ScopedModel
from knowledge.enums import ExchangeKind, ExchangeState, Reply
from knowledge.models.common import person


class PeerExchange(ScopedModel):
    """One meeting of coordinators and those whom they invited. There is deliberately no field for who said something or
    for whom they work (001:250)."""

    title = models.CharField(_("title"), max_length=200)
    # Meetings with the same words here are one series.
    series = models.CharField(_("series"), max_length=120, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=ExchangeKind)
    starts_at = models.DateTimeField(_("begins"))
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=60)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, default="en")
    place = models.CharField(_("where"), max_length=300, blank=True)
    questions = models.TextField(_("guiding questions"), max_length=4000, blank=True)
    # OHCHR takes an active part; headquarters listen (001:193, 001:250).
    with_ohchr = models.BooleanField(_("OHCHR takes an active part"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=ExchangeState, default=ExchangeState.PLANNED)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    attendance = models.PositiveSmallIntegerField(_("people who took part"), null=True, blank=True)
    notes = models.TextField(_("notes"), max_length=20_000, blank=True)
    created_by = person(_("created by"))
    created_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("peer exchange")
        verbose_name_plural = _("peer exchanges")
        ordering = ["-starts_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(minutes__gte=10) & Q(minutes__lte=600), name="exchange_minutes_real"),
            models.CheckConstraint(
                condition=Q(notes="") | Q(state=ExchangeState.HELD), name="exchange_notes_once_held"
            ),
        ]

    def __str__(self):
        return f"peer exchange {self.pk}"


class ExchangeInvitation(ScopedModel):
    """A coordinator passed her invitation on to a named member of her cluster."""

    exchange = models.ForeignKey(PeerExchange, on_delete=models.CASCADE, related_name="+")
    cluster = models.ForeignKey(Cluster, verbose_name=_("cluster"), on_delete=models.CASCADE, related_name="+")
    user = person(_("person"), null=False, blank=False, on_delete=models.CASCADE)
    invited_by = person(_("invited by"))
    invited_at = models.DateTimeField(_("invited"), auto_now_add=True)

    class Meta:
        verbose_name = _("invitation to an exchange")
        verbose_name_plural = _("invitations to exchanges")
        constraints = [models.UniqueConstraint(fields=["exchange", "cluster", "user"], name="exchange_invited_once")]

    def __str__(self):
        return f"invitation {self.pk}"


class ExchangeReply(ScopedModel):
    """Whether somebody takes part. Read by the organisers and by herself."""

    exchange = models.ForeignKey(PeerExchange, on_delete=models.CASCADE, related_name="+")
    user = person(_("person"), null=False, blank=False, on_delete=models.CASCADE)
    reply = models.CharField(_("reply"), max_length=12, choices=Reply)
    replied_at = models.DateTimeField(_("replied"), auto_now=True)

    class Meta:
        verbose_name = _("reply to an exchange")
        verbose_name_plural = _("replies to exchanges")
        constraints = [models.UniqueConstraint(fields=["exchange", "user"], name="exchange_reply_once")]

    def __str__(self):
        return f"reply {self.pk}"


class ExchangeConcern(ScopedModel):
    """What troubles somebody about an exchange. Who wrote it is not kept, here or in the trail."""

    exchange = models.ForeignKey(PeerExchange, on_delete=models.CASCADE, related_name="+")
    text = models.TextField(_("concern"), max_length=1000)
    raised_on = models.DateField(_("raised"))
    answer = models.TextField(_("answer"), max_length=2000, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("concern about an exchange")
        verbose_name_plural = _("concerns about exchanges")
        ordering = ["pk"]

    def __str__(self):
        return f"concern {self.pk}"
