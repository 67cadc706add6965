"""What the clusters of a reader do around a review or a session: plan lines, texts, contacts, who was met."""

from dataclasses import dataclass, field

from django.db.models import F, Q

from calendar_app.models import Entry
from calendar_app.queries.sessions import visible_sessions
from engagements.enums import LineState
from engagements.models import Interaction, PlanLine, Submission
from engagements.queries.interactions import met_sides

# So many of each are shown; more are a press away in the plan and in the list of interactions.
SHOWN = 20


@dataclass
class OwnWork:
    """As far as the reader sees it. `met`: [(side, how many)] of the contacts held, where it is a review."""

    lines: list = field(default_factory=list)
    texts: list = field(default_factory=list)
    contacts: list = field(default_factory=list)
    met: list = field(default_factory=list)

    @property
    def is_empty(self):
        return not (self.lines or self.texts or self.contacts)


def session_to_work_on(reader, pk):
    """The session, or None where the reader sees no such one. One query."""
    return visible_sessions(reader).filter(pk=pk).first()


def work_on_review(user, review):
    """What is planned, written and done for a review of a country (MATRIX D025, D034). Four queries."""
    dates = Entry.objects.visible_to(user).filter(review=review).order_by().values("pk")
    work = _work(user, Q(review=review) | Q(entry__in=dates))
    work.met = met_sides(_contacts(user, Q(review=review) | Q(entry__in=dates)))
    return work


def work_on_session(user, session):
    """The same for a session and all its reviews: briefings of a committee stand here (MATRIX D017). Three queries."""
    dates = Entry.objects.visible_to(user).filter(Q(session=session) | Q(review__session=session)).order_by()
    return _work(user, Q(review__session=session) | Q(entry__in=dates.values("pk")))


def _work(user, of_it):
    """`of_it`: Q over what has a `review` and an `entry`. What is set aside as "not now" is left out."""
    lines = PlanLine.objects.visible_to(user).filter(of_it).exclude(state=LineState.NOT_NOW)
    texts = Submission.objects.visible_to(user).filter(plan_line__in=lines.order_by().values("pk"))
    return OwnWork(
        lines=list(
            lines.select_related("mechanism", "cluster").order_by(F("planned_for").asc(nulls_last=True), "pk")[:SHOWN]
        ),
        texts=list(texts.select_related("plan_line").order_by("title", "pk")[:SHOWN]),
        contacts=list(_contacts(user, of_it).select_related("mechanism", "plan_line")[:SHOWN]),
    )


def _contacts(user, of_it):
    """Contacts tied to it themselves, or through their plan line."""
    lines = PlanLine.objects.visible_to(user).filter(of_it).order_by().values("pk")
    return Interaction.objects.visible_to(user).filter(of_it | Q(plan_line__in=lines))
