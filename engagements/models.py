"""Plans, safeguards and submissions of a cluster. Every table here is confidential (see policy.py)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from calendar_app.models import Entry, Review
from clusters.models import Cluster
from core.models import PrivateFile
from core.scoping import ScopedModel
from engagements.enums import (
    Channel,
    Decision,
    Exposure,
    LineState,
    OnBehalfOf,
    RiskDecision,
    SignRole,
    Status,
    StepOwner,
    StepState,
    SubmissionChannel,
    SubmissionKind,
    Trigger,
)
from mechanisms.models import Mechanism, StepTemplate, SubmissionRequirement


def person(verbose_name, **options):
    options = {"null": True, "blank": True, "on_delete": models.SET_NULL, **options}
    return models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=verbose_name, related_name="+", **options)


class PlanLine(ScopedModel):
    """One planned engagement: an opportunity and what the cluster wants from it."""

    cluster = models.ForeignKey(Cluster, verbose_name=_("cluster"), on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("year"))
    title = models.CharField(_("title"), max_length=200)
    mechanism = models.ForeignKey(Mechanism, verbose_name=_("mechanism"), on_delete=models.PROTECT, related_name="+")
    review = models.ForeignKey(
        Review, verbose_name=_("review"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # The date towards which the steps are planned; NULL for a standing aim.
    entry = models.ForeignKey(
        Entry, verbose_name=_("date"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reasons = models.JSONField(_("reasons"), default=list, blank=True)
    objective = models.TextField(_("objective"), blank=True)
    trigger = models.CharField(_("trigger"), max_length=12, choices=Trigger, default=Trigger.PLANNED)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel, default=Channel.DIRECT)
    through_whom = models.CharField(_("through whom"), max_length=200, blank=True)
    exposure = models.CharField(_("who may know"), max_length=15, choices=Exposure, default=Exposure.MEMBERS)
    on_behalf_of = models.CharField(_("on behalf of"), max_length=12, choices=OnBehalfOf, default=OnBehalfOf.CLUSTER)
    lead_role = models.CharField(_("lead"), max_length=16, choices=StepOwner)
    # Few people carry the knowledge (MATRIX G005): who takes over.
    deputy_role = models.CharField(_("deputy"), max_length=16, choices=StepOwner, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=LineState, default=LineState.PLANNED)
    state_reason = models.CharField(_("reason"), max_length=300, blank=True)
    # The opportunity's date when the steps were last planned; differs from entry.due_on after a move.
    planned_for = models.DateField(_("planned for"), null=True, blank=True)
    created_by = person(_("created by"))
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("plan line")
        verbose_name_plural = _("plan lines")
        ordering = ["year", F("planned_for").asc(nulls_last=True), "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(channel=Channel.INDIRECT) | ~Q(through_whom=""),
                name="plan_line_indirect_names_through_whom",
                violation_error_message=_("Say through whom the information goes."),
            ),
        ]
        indexes = [models.Index(fields=["cluster", "year"])]

    def __str__(self):
        return self.title


class PlanLineReader(ScopedModel):
    """A person named on a restricted or confidential plan line."""

    plan_line = models.ForeignKey(PlanLine, on_delete=models.CASCADE, related_name="+")
    user = person(_("person"), null=False, blank=False, on_delete=models.CASCADE)
    added_by = person(_("added by"))
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("named person")
        verbose_name_plural = _("named people")
        constraints = [models.UniqueConstraint(fields=["plan_line", "user"], name="plan_line_reader_once")]

    def __str__(self):
        return str(self.user_id)


class EngagementStep(ScopedModel):
    """A step of a plan line, from the library or the cluster's own."""

    plan_line = models.ForeignKey(PlanLine, on_delete=models.CASCADE, related_name="+")
    template = models.ForeignKey(StepTemplate, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField(_("step"), max_length=300)
    phase = models.CharField(_("phase"), max_length=20, blank=True)
    lead_days = models.SmallIntegerField(_("days before"), null=True, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    owner_role = models.CharField(_("owner"), max_length=16, choices=StepOwner, default=StepOwner.COORDINATOR)
    deputy_role = models.CharField(_("deputy"), max_length=16, choices=StepOwner, blank=True)
    on_behalf_of = models.CharField(_("on behalf of"), max_length=12, choices=OnBehalfOf, default=OnBehalfOf.CLUSTER)
    state = models.CharField(_("state"), max_length=10, choices=StepState, default=StepState.OPEN)
    state_reason = models.CharField(_("reason"), max_length=300, blank=True)
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)
    done_by = person(_("done by"))
    note = models.TextField(_("note"), blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["plan_line", F("due_on").asc(nulls_last=True), "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(done_at=None) & ~Q(state=StepState.DONE))
                | (Q(done_at__isnull=False) & Q(state=StepState.DONE)),
                name="step_done_has_instant",
            ),
            models.CheckConstraint(
                condition=~Q(state=StepState.NOT_NOW) | ~Q(state_reason=""),
                name="step_not_now_has_reason",
                violation_error_message=_("Say why not now."),
            ),
            models.UniqueConstraint(
                fields=["plan_line", "template"],
                condition=Q(template__isnull=False),
                name="step_template_once_per_line",
            ),
        ]

    def __str__(self):
        return self.title


class RiskForm(ScopedModel):
    """Do no harm, the four principles and retaliation, for one plan line. An unanswered line blocks."""

    plan_line = models.OneToOneField(PlanLine, on_delete=models.CASCADE, related_name="+")
    # {RiskLine: {"level": RiskLevel, "text": "..."}}
    answers = models.JSONField(_("answers"), default=dict)
    mitigation = models.TextField(_("measures"), blank=True)
    decision = models.CharField(_("decision"), max_length=20, choices=RiskDecision, blank=True)
    decided_by = person(_("decided by"))
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    review_on = models.DateField(_("look again on"), null=True, blank=True)
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("risk form")
        verbose_name_plural = _("risk forms")
        constraints = [
            models.CheckConstraint(
                condition=(Q(decision="") & Q(decided_at=None)) | (~Q(decision="") & Q(decided_at__isnull=False)),
                name="risk_decision_has_instant",
            )
        ]

    def __str__(self):
        return f"risk form {self.pk}"


class Submission(ScopedModel):
    """A written or oral input to a mechanism. `version` is the optimistic lock; what people call version 4 is
    the number of a frozen Version."""

    plan_line = models.ForeignKey(PlanLine, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=20, choices=SubmissionKind)
    title = models.CharField(_("title"), max_length=200)
    language = models.CharField(_("language of the document"), max_length=10, default="en")
    requirement = models.ForeignKey(
        SubmissionRequirement,
        verbose_name=_("what the mechanism takes"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    exposure = models.CharField(_("who may know"), max_length=15, choices=Exposure, default=Exposure.RESTRICTED)
    status = models.CharField(_("status"), max_length=15, choices=Status, default=Status.DRAFT)
    required_sign_offs = models.JSONField(_("sign-offs needed"), default=list)
    author = person(_("author"), null=False, blank=False, on_delete=models.PROTECT)
    returned_reason = models.TextField(_("returned because"), blank=True)
    # Hash of everything that will be sent, as typed; a Version with the same hash is the current text.
    text_hash = models.CharField(max_length=64, blank=True, editable=False)
    # When the members were last asked; NULL where the text went to sign-off without them.
    consulted_at = models.DateTimeField(_("members asked at"), null=True, blank=True)
    cleared_by = person(_("cleared by"), on_delete=models.PROTECT)
    cleared_at = models.DateTimeField(_("cleared at"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    updated_by = person(_("last changed by"))
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["-updated_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(cleared_by=None) | ~Q(cleared_by=F("author")), name="submission_author_never_clears"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[Status.CLEARED, Status.SUBMITTED]) | Q(cleared_by__isnull=False),
                name="submission_cleared_by_somebody",
            ),
        ]

    def __str__(self):
        return self.title


class SubmissionReader(ScopedModel):
    """A person named on a restricted or confidential submission."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="+")
    user = person(_("person"), null=False, blank=False, on_delete=models.CASCADE)
    may_write = models.BooleanField(_("may write"), default=False)
    added_by = person(_("added by"))
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("named person")
        verbose_name_plural = _("named people")
        constraints = [models.UniqueConstraint(fields=["submission", "user"], name="submission_reader_once")]

    def __str__(self):
        return str(self.user_id)


class Section(ScopedModel):
    """A section of a submission. `body` is the small markup that core/documents/markup.py reads."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="+")
    # Names the entry of templates_library whose guidance is shown in the reader's language; empty for own sections.
    key = models.CharField(max_length=60, blank=True, editable=False)
    heading = models.CharField(_("heading"), max_length=200)
    guidance = models.TextField(_("guidance"), blank=True)
    body = models.TextField(_("text"), blank=True)
    is_sent = models.BooleanField(_("part of the document"), default=True)
    position = models.PositiveSmallIntegerField(_("order"))
    # Counted from the tree at each save, heading included, so that lists and outlines need not read the text.
    words = models.PositiveIntegerField(_("words"), default=0, editable=False)
    note_words = models.PositiveIntegerField(_("words in notes"), default=0, editable=False)
    paragraphs = models.PositiveIntegerField(_("paragraphs"), default=0, editable=False)
    updated_at = models.DateTimeField(auto_now=True)
    updated_by = person(_("last changed by"))
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["submission", "position"]
        constraints = [models.UniqueConstraint(fields=["submission", "position"], name="section_position_once")]

    def __str__(self):
        return self.heading


class Version(ScopedModel):
    """A frozen text: the document tree and its hash. Sign-offs bind to it."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField(_("version"))
    tree = models.JSONField(_("document tree"))
    # [{"section": id, "key": "...", "heading": "...", "body": "...", "guidance": "...", "is_sent": true}]: what
    # restoring and comparing need, never-sent sections included.
    sections = models.JSONField(default=list)
    # Fingerprint of the tree; `text_hash` is the submission's at the time, to see at once whether it still stands.
    sha256 = models.CharField(max_length=64)
    text_hash = models.CharField(max_length=64, blank=True)
    words = models.PositiveIntegerField(_("words"), default=0)
    note = models.CharField(_("note"), max_length=200, blank=True)
    created_by = person(_("created by"))
    created_at = models.DateTimeField(auto_now_add=True)
    pdf = models.ForeignKey(PrivateFile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["submission", "-number"]
        constraints = [models.UniqueConstraint(fields=["submission", "number"], name="version_number_once")]

    def __str__(self):
        return f"version {self.number}"


class SignOff(ScopedModel):
    """One role's decision on one version. An edit makes a new version, for which it does not count."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(_("for"), max_length=15, choices=SignRole)
    by = person(_("by"), null=False, blank=False, on_delete=models.PROTECT)
    at = models.DateTimeField(_("at"))
    decision = models.CharField(_("decision"), max_length=10, choices=Decision)
    comment = models.TextField(_("comment"), blank=True)

    class Meta:
        verbose_name = _("sign-off")
        verbose_name_plural = _("sign-offs")
        ordering = ["version", "role"]
        constraints = [models.UniqueConstraint(fields=["version", "role"], name="sign_off_once_per_version_and_role")]

    def __str__(self):
        return f"{self.role}: {self.decision}"


class Dispatch(ScopedModel):
    """That a submission went out: how, when, by whom, with which receipt, and the hash of the very file."""

    submission = models.OneToOneField(Submission, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(_("channel"), max_length=15, choices=SubmissionChannel)
    sent_at = models.DateTimeField(_("sent at"))
    time_zone = models.CharField(_("time zone"), max_length=64)
    receipt = models.CharField(_("receipt or reference"), max_length=200, blank=True)
    is_late = models.BooleanField(_("late"), default=False)
    file_sha256 = models.CharField(max_length=64)
    file = models.ForeignKey(PrivateFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by = person(_("by"), null=False, blank=False, on_delete=models.PROTECT)

    class Meta:
        verbose_name = _("record of sending")
        verbose_name_plural = _("records of sending")

    def __str__(self):
        return f"dispatch {self.pk}"
