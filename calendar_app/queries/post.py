"""The post office: every delivery with its state, for staff. They look after the post without reading what it is about:
of what they may not see, neither the kind, the day nor the reason stands here."""

from dataclasses import dataclass

from django.db.models import Case, IntegerField, Q, TextField, Value, When
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calendar_app.models import Entry
from calendar_app.reminders import SUBJECT
from core import health, outbox
from core.enums import DeliveryState
from core.models import Delivery

# What staff must look at stands first.
_URGENCY = {
    DeliveryState.FAILED: 0,
    DeliveryState.RETRY: 1,
    DeliveryState.SENDING: 2,
    DeliveryState.QUEUED: 3,
    DeliveryState.UNCONFIRMED: 4,
}
OTHER_KINDS = "other"
# A wait that staff should look at, before it is an alarm.
SLOW_AFTER_SECONDS = 5 * 60

TASKS = {
    "sweep-deliveries": gettext_lazy("Outbox emptied"),
    "plan-reminders": gettext_lazy("Reminders of dates planned"),
    "plan-step-reminders": gettext_lazy("Reminders of steps planned"),
    "plan-years": gettext_lazy("Reminders to plan the next year"),
    "recompute-stale": gettext_lazy("Dates brought in line"),
    "cases-without-handler": gettext_lazy("Cases without a handler reported"),
    "sweep-renderings": gettext_lazy("Long files made"),
    "remove-expired-files": gettext_lazy("Expired files removed"),
    "clear-sessions": gettext_lazy("Ended sessions removed"),
}


@dataclass(frozen=True, slots=True)
class PostRow:
    """One delivery as staff may read it. `subject` "" and `due_on`, `lead_days` None where it is not theirs to know."""

    pk: object
    recipient: str
    state: str
    state_label: str
    kind: str
    subject_url_pk: int | None
    due_on: object
    lead_days: int | None
    error: str
    attempts: int
    sent_at: object
    next_at: object
    created_at: object

    @property
    def tone(self):
        tones = {"sent": "ok", "failed": "danger", "retry": "warn", "unconfirmed": "warn"}
        return tones.get(self.state, "neutral")


def kind_choices():
    """[(value, label)] of the filter: the kinds staff may tell apart, and all others together."""
    return [*sorted(outbox.telling_kinds().items()), (OTHER_KINDS, gettext_lazy("Other notices"))]


def deliveries(user, *, state="", kind=""):
    """Deliveries, those that need a person first, then the newest. `state` "" gives all but those skipped for a nearer
    reminder; `kind` narrows to what `user` may read, or to all that she may not tell apart."""
    urgency = Case(
        *(When(state=value, then=Value(place)) for value, place in _URGENCY.items()),
        default=Value(9),
        output_field=IntegerField(),
    )
    rows = Delivery.objects.select_related("recipient")
    rows = rows.filter(state=state) if state else rows.exclude(state=DeliveryState.SKIPPED)
    if kind:
        seen = Entry.objects.visible_to(user).order_by().values_list(Cast("pk", TextField()))
        readable = Q(kind__in=list(outbox.telling_kinds())) & (~Q(subject_type=SUBJECT) | Q(subject_id__in=seen))
        rows = rows.exclude(readable) if kind == OTHER_KINDS else rows.filter(readable, kind=kind)
    return rows.order_by(urgency, "-created_at", "pk")


def post_rows(user, page):
    """The deliveries of one page as `PostRow`s. One query."""
    seen = outbox.readable(page, user)
    return [_post_row(row, is_readable=row.pk in seen) for row in page]


def _post_row(row, *, is_readable):
    is_date = row.subject_type == SUBJECT
    if is_readable:
        kind, error = str(outbox.kind_label(row.kind)), row.error
    else:
        kind = _("A notice about what few people see") if is_date else _("A notice from a plan or a text")
        error = row.error if row.state in DeliveryState.of_the_server() else ""
    return PostRow(
        pk=row.pk,
        recipient=str(row.recipient),
        state=row.state,
        state_label=row.get_state_display(),
        kind=kind,
        subject_url_pk=int(row.subject_id) if is_readable and is_date else None,
        due_on=row.due_on if is_readable else None,
        lead_days=row.lead_days if is_readable and row.lead_days >= 0 else None,
        error=error,
        attempts=row.attempts,
        sent_at=row.sent_at,
        next_at=row.not_before if row.state in DeliveryState.waiting() else None,
        created_at=row.created_at,
    )


@dataclass(frozen=True, slots=True)
class PostState:
    """How the post is doing: counts, the age of the oldest unsent mail in minutes, how alarming that is ("ok", "warn",
    "danger"), minutes since the outbox was last emptied (None: never), and {task: instant of its last run}."""

    unsent: int
    retrying: int
    failed: int
    unconfirmed: int
    oldest_minutes: int
    level: str
    beat_minutes: int | None
    is_silent: bool
    # None where there is none on purpose.
    broker: bool | None
    runs: list


def post_state(last_runs):
    """The `PostState` now; `last_runs` as `core.heartbeat` gives them."""
    report = health.report()
    seconds, beat = report["oldest_unsent_seconds"], report["last_beat_seconds"]
    warnings = set(report["warnings"])
    level = "ok"
    if "mails_are_waiting" in warnings or "beat_is_silent" in warnings:
        level = "danger"
    elif seconds > SLOW_AFTER_SECONDS or report["failed"]:
        level = "warn"
    return PostState(
        unsent=report["unsent"],
        retrying=report["retrying"],
        failed=report["failed"],
        unconfirmed=report["unconfirmed"],
        oldest_minutes=seconds // 60,
        level=level,
        beat_minutes=None if beat is None else beat // 60,
        is_silent="beat_is_silent" in warnings,
        broker=report["broker"],
        runs=[(label, last_runs.get(name)) for name, label in TASKS.items()],
    )
