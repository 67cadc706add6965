"""How a cluster stood on a day: its profile, topic by topic."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clusters.enums import ANSWERS_OF, ProfileAnswer, ProfileTopic
from clusters.models.people import User
from clusters.models.places import Cluster
from core.scoping import ScopedModel
from core.words import paused

_ANSWER_FITS = Q(answer="")
for _topic, _answers in ANSWERS_OF.items():
    _ANSWER_FITS |= Q(topic=_topic, answer__in=_answers)


class ProfileNote(ScopedModel):
    """How one topic stood in a cluster on a day. The newest of a topic counts; nothing is overwritten, so that the
    earlier ones tell what has changed."""

    cluster = models.ForeignKey(Cluster, verbose_name=_("cluster"), on_delete=models.CASCADE, related_name="+")
    topic = models.CharField(_("topic"), max_length=20, choices=ProfileTopic)
    answer = models.CharField(_("in short"), max_length=20, choices=ProfileAnswer, blank=True)
    text = models.TextField(_("in words"), blank=True)
    # An office or unit and how to reach it; never a private number.
    contact = models.CharField(_("how to reach it"), max_length=250, blank=True)
    # A day or a month: "2026-11-22", "2021-01".
    as_of = models.CharField(_("as of"), max_length=10)
    source = models.TextField(_("source"), blank=True)
    # Which row of the reference files it is; empty for what people entered.
    reference_key = models.CharField(max_length=80, blank=True, editable=False)
    recorded_at = models.DateTimeField(_("recorded"), auto_now_add=True)
    recorded_by = models.ForeignKey(
        User, verbose_name=_("recorded by"), on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("profile entry")
        verbose_name_plural = _("profile entries")
        ordering = ["cluster", "topic", "-as_of", "-recorded_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["cluster", "reference_key"],
                condition=~Q(reference_key=""),
                name="profile_note_once_per_reference",
            ),
            models.CheckConstraint(condition=_ANSWER_FITS, name="profile_note_answer_fits_topic"),
            models.CheckConstraint(condition=~Q(answer="", text=""), name="profile_note_says_something"),
        ]

    def __str__(self):
        return paused(self.get_topic_display(), self.as_of)
