"""Rules in words."""

import datetime as dt

import pytest

from mechanisms.enums import Anchor, Family, Phase
from mechanisms.models import DeadlineRule
from mechanisms.texts import FAMILY_TEXTS, PHASES, rule_text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"days": -1}, "1 day before the session opens."),
        ({"days": -4}, "4 days before the session opens."),
        ({"days": -7}, "1 week before the session opens."),
        ({"days": -84, "anchor": Anchor.REVIEW}, "12 weeks before the review."),
        ({"days": 14}, "2 weeks after the session opens."),
        ({"months": 12, "anchor": Anchor.SESSION_CLOSES}, "12 months after the session closes."),
        ({"months": -1}, "1 month before the session opens."),
        ({"months": 1, "uses_cycle": True, "anchor": Anchor.REVIEW}, "Half a cycle (27 months) after the review."),
        ({"months": 2, "uses_cycle": True, "anchor": Anchor.REVIEW}, "A full cycle (54 months) after the review."),
        ({}, "Published for each session; never computed."),
        (
            {"days": -28, "at": dt.time(18), "time_zone": "Europe/Zurich"},
            "4 weeks before the session opens. At 18:00 in Geneva.",
        ),
    ],
)
def test_a_rule_reads_as_a_sentence(fields, words):
    assert rule_text(DeadlineRule(**{"anchor": Anchor.SESSION_OPENS, **fields}), 54) == words


def test_every_family_and_phase_has_its_words():
    assert set(FAMILY_TEXTS) == set(Family)
    assert sorted(PHASES) == sorted(Phase.values)
