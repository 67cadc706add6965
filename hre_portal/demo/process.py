"""The worked example of the guidance as a demonstration: an analysis first, recommendations months later, then a look
back (guide 1, slide 11). Invented texts; written through the same actions as a coordinator would use."""

import contextlib
import datetime as dt
import itertools

from calendar_app.models import Outcome
from clusters.models import User
from core import clock
from engagements.actions.component_versions import keep_version, save_draft, start_version
from engagements.actions.components import move_component
from engagements.actions.look_back import look_back
from engagements.actions.weights import set_weights
from engagements.models import ComponentVersion, LineComponent, LookBack, PlanLine
from engagements.notices.process import offer_to_look_back
from engagements.queries.process import offer
from engagements.rules.process import Quarter
from hre_portal.demo.people import address, pilot_clusters
from mechanisms.models import Component

ANALYSIS, ACTORS, STRATEGY = "human-rights-analysis", "stakeholder-analysis", "objectives-and-strategy"
TITLE = "Use the adopted outcome with the HCT"

FIRST_ANALYSIS = """Families who fled the north have begun to go back, many without papers and without knowing whether \
the way is safe.

Rights affected: freedom of movement, recognition before the law, an adequate standard of living. Those who must act \
first: the district administrations and the civil registry.

Why it goes on: registers were lost, fees are asked for new papers, and the places of return were not cleared."""

SECOND_ANALYSIS = """Families who fled the north have begun to go back, many without papers and without knowing \
whether the way is safe. Since the spring returns have slowed; those who stay have spent what they had.

Rights affected: freedom of movement, recognition before the law, an adequate standard of living. Those who must act \
first: the district administrations and the civil registry.

What changed: mobile registration has reached four towns. The villages are still out of reach, and fees are still asked.

The recommendations of the review speak to two of these points: papers free of charge, and safety before return."""

FIRST_ACTORS = [
    ("Civil registry, national office", "leans", 4, 3, "Wants mobile teams, has no vehicles."),
    ("District administrations in areas of return", "undecided", 5, 2, "Under pressure to show returns."),
    ("Ministry that answers to the review", "undecided", 4, 4, "Collects what the State will report."),
    ("Associations of displaced people", "supports", 2, 5, "Speak for those who wait."),
    ("Community leaders who speak up", "at_risk", 2, 5, "Were warned before; never named in papers."),
]
SECOND_ACTORS = [
    ("Civil registry, national office", "supports", 5, 4, "Took up the proposal of free papers."),
    ("District administrations in areas of return", "resists", 5, 3, "Fear to lose fees."),
    ("Ministry that answers to the review", "leans", 4, 5, "Must report on what was accepted."),
    ("Associations of displaced people", "supports", 3, 5, "Invited to the follow-up."),
    ("Community leaders who speak up", "at_risk", 2, 5, "Were warned before; never named in papers."),
    ("Humanitarian country team", "supports", 4, 3, "New: wants to speak with one voice."),
]
MESSAGES = [
    (
        "District administrations",
        "Papers free of charge cost little and bring people back to school and field.",
        "Meetings with the registry present",
        "Before the next round of returns",
    ),
    ("Humanitarian country team", "Two recommendations fit the response plan as it is.", "Briefing", "This quarter"),
    ("Members", "What was recommended, in a page, with what each may do.", "Digest", "After the adoption"),
]


def load_process():
    """Tell the story where it is not told yet. Returns whether it was."""
    cluster = pilot_clusters()["MOZ"]
    by = User.objects.get(email=address("coordinator", "MOZ"))
    line = PlanLine.objects.visible_to(by).filter(cluster=cluster, title=TITLE).select_related("cluster").first()
    if line is None or LineComponent.objects.visible_to(by).filter(plan_line=line).exists():
        return False
    _Story(line, by).tell()
    return True


@contextlib.contextmanager
def _as_if_on(day):
    """What is written meanwhile bears `day`: the story took months. For the demonstration only."""
    minutes = itertools.count(30)
    begin = dt.datetime.combine(day, dt.time(9), dt.UTC)
    kept, clock.now = clock.now, lambda: begin + dt.timedelta(minutes=next(minutes))
    try:
        yield
    finally:
        clock.now = kept


class _Story:
    def __init__(self, line, by):
        self.line, self.by = line, by
        self.today = clock.today()
        self.parts = {component.key: component for component in Component.objects.all()}
        self.locks = {}

    def tell(self):
        with self._ago(290):
            self._move("planning", "opened", "The review of the State comes in the spring")
            self._move(ANALYSIS, "opened", "We need to know what weighs most before we speak")
        self._weigh(Quarter.of(self.today - dt.timedelta(days=290)), {ANALYSIS: 5, "planning": 4, ACTORS: 3})
        with self._ago(262):
            self._keep(ANALYSIS, FIRST_ANALYSIS, note="First reading, with eleven members")
            self._move(ACTORS, "opened", "Who can change it, and who could be harmed?", because_component=ANALYSIS)
        with self._ago(241):
            self._keep(ACTORS, "", rows=_actors(FIRST_ACTORS), note="First mapping")
            self._move(ACTORS, "closed", "Mapped as far as we can see")
            self._move(ANALYSIS, "closed", "Agreed by the members")
            self._move("information", "opened", "Members write their part", because_component=ANALYSIS)
        with self._ago(195):
            self._move("information", "closed", "What we know was handed on")
            self._move("session", "opened", "The review is near")
        self._weigh(Quarter.of(self.today - dt.timedelta(days=195)), {"session": 5, "communication": 4, ANALYSIS: 2})
        with self._ago(178):
            self._move("session", "closed", "The review took place")
            self._move("outcomes", "opened", "The recommendations are out")
        self._look_back()
        with self._ago(38):
            self._keep(ANALYSIS, SECOND_ANALYSIS, note="What changed since the spring")
            self._keep(ACTORS, "", rows=_actors(SECOND_ACTORS), note="Some have moved")
            self._move(ACTORS, "closed", "Up to date again")
        with self._ago(24):
            rows = [{"objective": text, "course": course, "steps": []} for text, course in _objectives()]
            self._keep(STRATEGY, "Few aims, those the recommendations carry.", rows=rows, note="After the look back")
            self._move("communication", "opened", "Each aim needs its words", because_component=STRATEGY)
            names = ("audience", "message", "channel", "timing")
            rows = [dict(zip(names, row, strict=True)) for row in MESSAGES]
            self._keep("communication", "", rows=rows, note="Who hears what")
        now = {ANALYSIS: 4, ACTORS: 4, STRATEGY: 5, "communication": 3, "outcomes": 3, "follow-up": 2}
        self._weigh(Quarter.of(self.today), {**now, "planning": 2, "information": 1, "session": 1})

    def _look_back(self):
        """The outcome arrives: the portal offers, the coordinator decides."""
        country = self.line.cluster.country_id
        outcome = Outcome.objects.filter(countries=country, mechanism=self.line.mechanism_id).first()
        if outcome is None:
            return
        with self._ago(66):
            offer_to_look_back(outcome=outcome)
            waiting = LookBack.objects.visible_to(self.by).filter(plan_line=self.line, outcome=outcome).first()
            if waiting is None:
                return
            chosen = [self.parts[key] for key in (ANALYSIS, ACTORS, STRATEGY)]
            look_back(
                offer=offer(self.by, self.line, waiting.pk),
                components=chosen,
                why="What has changed since the spring, before we choose what to use",
                expected_version=waiting.version,
                by=self.by,
            )
            for component in chosen:
                self.locks[component.key] = self.locks.get(component.key, 0) + 1

    def _ago(self, days):
        return _as_if_on(self.today - dt.timedelta(days=days))

    def _move(self, key, act, why, *, because_component=None):
        move_component(
            plan_line=self.line,
            component=self.parts[key],
            act=act,
            why=why,
            expected_version=self.locks.get(key, 0),
            because_component=self.parts[because_component] if because_component else None,
            by=self.by,
        )
        self.locks[key] = self.locks.get(key, 0) + 1

    def _keep(self, key, text, *, rows=(), note=""):
        draft = start_version(plan_line=self.line, component=self.parts[key], by=self.by)
        rows_seen = ComponentVersion.objects.visible_to(self.by).select_related("plan_line", "component")
        draft = rows_seen.get(pk=draft.pk)
        save_draft(draft=draft, text=text, rows=rows, note=note, expected_version=draft.version, by=self.by)
        keep_version(draft=draft, expected_version=draft.version, by=self.by)

    def _weigh(self, quarter, weights):
        values = {component.pk: weights.get(key, 2) for key, component in self.parts.items()}
        set_weights(plan_line=self.line, quarter=quarter, weights=values, expected_version=0, by=self.by)


def _actors(rows):
    """Numbered by their place: an actor keeps the number from one version to the next."""
    names = ("actor", "stance", "influence", "interest", "note")
    return [{"id": place, **dict(zip(names, row, strict=True))} for place, row in enumerate(rows, start=1)]


def _objectives():
    return [
        (
            "Returning families get papers free of charge.",
            "The recommendation on registration; a joint proposal with the registry; the HCT takes it up.",
        ),
        (
            "Nobody is made to return before the place is safe.",
            "The recommendation on safety; notice before organised returns; a check by members.",
        ),
    ]
