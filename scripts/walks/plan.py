"""The plan of a cluster and what hangs on its lines."""

import datetime as dt


def plan(visitor):
    visitor.go("/engagements/?year=2028")
    visitor.follow("Mid-term contribution")


def gates(visitor):
    visitor.go("/engagements/?year=2028")
    visitor.follow("Mid-term contribution")
    visitor.follow("Settle what is open")


def plan_year(visitor):
    visitor.go("/engagements/?year=2026")


def plan_new(visitor):
    visitor.go("/engagements/plan/new/?mechanism=cedaw")


def risk(visitor):
    plan(visitor)
    visitor.follow("Open the risk form")


def process(visitor):
    """The worked example: analysis first, recommendations months later, then a look back."""
    visitor.go("/engagements/?year=2026")
    visitor.follow("Use the adopted outcome with the HCT").follow("All components and their weights")


def process_time(visitor):
    process(visitor)
    visitor.follow("How it moved over time")


def advocacy(visitor):
    visitor.go("/engagements/advocacy/")


def message(visitor):
    advocacy(visitor)
    visitor.follow("Notice before organised returns").follow("Write a message")


def analysis(visitor):
    visitor.go("/engagements/analysis/")


def interactions(visitor):
    visitor.go("/engagements/interactions/")


def meeting_agenda(visitor):
    """A regular meeting with human rights actors: a point of it went to the country team."""
    interactions(visitor)
    visitor.follow("Demonstration: exchange with human rights actors").follow("Agenda and notes")


def visit_workspace(visitor):
    """The programme, with the safety note that few people read."""
    visitor.go(f"/engagements/?year={dt.datetime.now(dt.UTC).year + 1}")
    visitor.follow("Demonstration: visit of the mandate on adequate housing")
    visitor.follow("Visit workspace").follow("Programme")


def reprisal_protocol(visitor):
    visitor.go("/engagements/safeguards/reprisals/protocol/")


def safe_sharing(visitor):
    visitor.go("/engagements/safeguards/sharing/")


def plan_purposes(visitor):
    visitor.go("/engagements/plan/purposes/")


def obstacles_by_kind(visitor):
    visitor.go("/engagements/plan/obstacles/all/")
