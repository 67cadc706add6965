"""A recommendation, word for word, and its words in other languages."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language_bidi, gettext
from django.utils.translation import gettext_lazy as _

from calendar_app.models import Review
from clusters.enums import Aor
from clusters.models import Country
from core.enums import Confidence
from mechanisms.models import Mechanism, Theme
from mechanisms.models.catalogue import document_address
from recommendations.enums import Kind, Position, Wording

_RIGHT_TO_LEFT_MARK = "\u200f"
# What stands in each label of a source for international humanitarian law ("International criminal & humanitarian
# law ...", "International humanitarian law"); the theme of the portal, armed conflict, is wider.
HUMANITARIAN_LAW = "humanitarian law"


class Recommendation(models.Model):
    """One paragraph that a mechanism addressed to a State. Open reference data: nothing of a cluster stands here.

    Known by the identifier of the Universal Human Rights Index where it has one, else by body, State, symbol, session,
    paragraph and words (`digest`): one paragraph may hold several recommendations.
    """

    country = models.ForeignKey(
        Country, verbose_name=_("country"), on_delete=models.PROTECT, related_name="recommendations"
    )
    mechanism = models.ForeignKey(
        Mechanism, verbose_name=_("mechanism"), on_delete=models.PROTECT, related_name="recommendations"
    )
    kind = models.CharField(_("kind"), max_length=15, choices=Kind, default=Kind.RECOMMENDATION)
    symbol = models.CharField(_("symbol"), max_length=80, blank=True)
    # As printed: "122.4", "13 (a)".
    paragraph = models.CharField(_("paragraph"), max_length=30, blank=True)
    # The words without the number before them and without the recommending States behind them.
    text = models.TextField(_("text"))
    language = models.CharField(_("language"), max_length=10, default="en")
    wording = models.CharField(_("wording"), max_length=10, choices=Wording, default=Wording.OFFICIAL)
    # SHA-1 of the bare words (rules.text.digest_of).
    digest = models.CharField(max_length=40, editable=False)
    # UPR only.
    position = models.CharField(_("position of the State"), max_length=10, choices=Position, blank=True)
    position_on = models.DateField(_("day of the position"), null=True, blank=True)
    position_source = models.CharField(_("document of the position"), max_length=200, blank=True)
    # ISO codes between spaces, " CHL TGO ", so that one of them can be asked for on every database.
    recommending = models.CharField(_("recommending States"), max_length=1000, blank=True)
    review = models.ForeignKey(
        Review,
        verbose_name=_("review"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="recommendations",
    )
    # Number of the session, as the sources write it.
    session = models.CharField(_("session"), max_length=10, blank=True)
    cycle = models.PositiveSmallIntegerField(_("cycle"), null=True, blank=True)
    themes = models.ManyToManyField(Theme, verbose_name=_("themes"), blank=True, related_name="recommendations")
    # The labels as the source gives them: {"themes": [...], "persons": [...], "sdgs": [...]}.
    labels = models.JSONField(_("labels of the source"), default=dict, blank=True)
    # Goals and targets between spaces: " 16 16.2 5.2 ".
    sdgs = models.CharField(_("Sustainable Development Goals"), max_length=500, blank=True)
    # Areas of responsibility between spaces, as people who read it marked them: " gbv hlp ". No source gives them.
    areas = models.CharField(_("areas of responsibility"), max_length=60, blank=True)
    articles = models.CharField(_("articles of the treaty"), max_length=120, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    annotation_id = models.CharField(_("identifier in the Universal Human Rights Index"), max_length=36, blank=True)
    # Which row of the reference files it is; empty for what was imported.
    reference_key = models.CharField(max_length=120, blank=True, editable=False)
    url = models.URLField(_("address"), max_length=500, blank=True)
    # Of which day what is said about it is, as found.
    as_of = models.CharField(_("as of"), max_length=10, blank=True)
    confidence = models.CharField(_("confidence"), max_length=20, choices=Confidence, default=Confidence.NONE)
    source = models.TextField(_("source"), blank=True)
    note = models.TextField(_("note"), blank=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        ordering = ["country", "mechanism", "-cycle", "symbol", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["country", "mechanism", "symbol", "session", "paragraph", "digest"],
                name="recommendation_once",
            ),
            models.UniqueConstraint(
                fields=["annotation_id"], condition=~Q(annotation_id=""), name="recommendation_annotation_once"
            ),
            models.UniqueConstraint(
                fields=["reference_key"], condition=~Q(reference_key=""), name="recommendation_reference_once"
            ),
        ]
        indexes = [
            models.Index(fields=["country", "mechanism", "cycle"]),
            models.Index(fields=["country", "position"]),
            models.Index(fields=["symbol", "paragraph"]),
        ]

    def __str__(self):
        return self.reference_text

    def get_absolute_url(self):
        return reverse("recommendations:detail", args=[self.pk])

    @property
    def reference_text(self):
        """How it is cited: "A/HRC/47/14, para. 122.4". Without a symbol the body and its session. Needs `mechanism`
        joined."""
        if self.symbol and self.paragraph:
            words = gettext("%(symbol)s, para. %(paragraph)s") % {"symbol": self.symbol, "paragraph": self.paragraph}
            # The symbol begins it in Latin letters: without the mark the whole would run from left to right.
            return f"{_RIGHT_TO_LEFT_MARK}{words}" if get_language_bidi() else words
        if self.symbol:
            return self.symbol
        if self.session:
            return gettext("%(body)s, session %(session)s") % {"body": self.mechanism.label, "session": self.session}
        return self.mechanism.label

    @property
    def address(self):
        """Where to read it: the address that was found, else the document service of the United Nations."""
        return self.url or document_address(self.symbol)

    @property
    def recommending_codes(self):
        return self.recommending.split()

    @property
    def sdg_numbers(self):
        return self.sdgs.split()

    @property
    def goals(self):
        """The numbers of the goals of the 2030 Agenda among goals and targets: [5, 16]."""
        return sorted({int(number.split(".")[0]) for number in self.sdg_numbers})

    @property
    def area_keys(self):
        return self.areas.split()

    @property
    def area_words(self):
        return Aor.words(self.area_keys)

    @property
    def labelled_humanitarian_law(self):
        """Whether the source itself labels it as about international humanitarian law."""
        return any(HUMANITARIAN_LAW in str(label).lower() for label in self.labels.get("themes", ()))

    @property
    def is_sure(self):
        return self.confidence in Confidence.usable() and self.wording == Wording.OFFICIAL


class OtherText(models.Model):
    """The words of a recommendation in another language of the United Nations."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="other_texts")
    language = models.CharField(_("language"), max_length=10)
    text = models.TextField(_("text"))
    source = models.TextField(_("source"), blank=True)

    class Meta:
        verbose_name = _("text in another language")
        verbose_name_plural = _("texts in other languages")
        ordering = ["recommendation", "language"]
        constraints = [
            models.UniqueConstraint(fields=["recommendation", "language"], name="other_text_once_per_language")
        ]

    def __str__(self):
        return f"{self.recommendation_id}: {self.language}"
