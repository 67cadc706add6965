"""What a printed recommendation says, in the shapes seen in real exports."""

import pytest

from recommendations.importing.labels import sdg_numbers
from recommendations.models import Recommendation
from recommendations.rules.text import cycle_of, digest_of, parts_of, plain

STATES = {"Chile", "Togo", "Argentina", "Djibouti", "Portugal", "Slovakia", "Greece", "Ukraine"}
STATES |= {"Venezuela (Bolivarian Republic of)", "Côte d’Ivoire"}


def parts(text):
    return parts_of(text, STATES.__contains__)


@pytest.mark.parametrize(
    ("printed", "paragraph", "words", "states"),
    [
        ("137.197 Ratify it (Chile); (Togo);", "137.197", "Ratify it", ("Chile", "Togo")),
        ("137.197. Ratify it (Chile) (Togo).", "137.197", "Ratify it", ("Chile", "Togo")),
        ("67. Ratify it (Argentina; Djibouti)", "67", "Ratify it", ("Argentina", "Djibouti")),
        ("Ratify it (Portugal, Slovakia);", "", "Ratify it", ("Portugal", "Slovakia")),
        (
            "6.3 Ratify it (Venezuela (Bolivarian Republic of));",
            "6.3",
            "Ratify it",
            ("Venezuela (Bolivarian Republic of)",),
        ),
        ("Ratify the protocol (OPCAT) (Greece)", "", "Ratify the protocol (OPCAT)", ("Greece",)),
        ("Ratify the protocol (OPCAT)", "", "Ratify the protocol (OPCAT)", ()),
        ("para. 28: Ratify it (Chile)", "28", "Ratify it", ("Chile",)),
        ("Recommendation No. 41, para. 81: 41. Ratify it (Chile)", "81", "Ratify it", ("Chile",)),
        ("Recommendations contained in para. 79(a): 79(a). Ratify it (Togo)", "79(a)", "Ratify it", ("Togo",)),
        ("2030 is the year by which to ratify it (Chile)", "", "2030 is the year by which to ratify it", ("Chile",)),
    ],
)
def test_taken_apart(printed, paragraph, words, states):
    found = parts(printed)
    assert (found.paragraph, found.words, found.states) == (paragraph, words, states)


def test_two_recommendations_printed_as_one_stay_whole():
    found = parts("121.2 Complete it (Ukraine); Increase efforts (Slovakia);")
    assert found.words == "Complete it (Ukraine); Increase efforts (Slovakia)"
    assert found.states == ("Ukraine", "Slovakia")


def test_the_number_of_a_committee_stands_below_the_heading_or_without_space():
    assert parts_of("4.The Committee reminds the State").paragraph == "4"
    found = parts_of("National institution \n9. The Committee recommends")
    assert (found.paragraph, found.words) == ("9", "National institution\nThe Committee recommends")


def test_markup_and_entities_go_and_angle_brackets_in_words_stay():
    assert plain("<p>Protect&nbsp;women &amp; girls</p>\r\n<b>now</b>") == "Protect women & girls\nnow"
    assert plain("fewer than < 5 and more") == "fewer than < 5 and more"


def test_two_prints_of_one_text_are_one():
    assert digest_of("Ratify the Protocol; now.") == digest_of("ratify the  protocol now")
    assert digest_of("Ratify the Protocol") != digest_of("Ratify the Convention")


@pytest.mark.parametrize(
    ("session", "cycle"), [("1", 1), ("12", 1), ("13", 2), ("40", 3), ("41", 4), ("54", 4), ("55", None), ("x", None)]
)
def test_cycle_follows_from_the_session(session, cycle):
    assert cycle_of(session) == cycle


def test_only_goals_and_targets_are_kept_of_labels():
    labels = ["16.2 - Protect children", "5.1 or so - Equality", "5 - GENDER EQUALITY", "17.a - x", "18 - y", "3.. - z"]
    assert sdg_numbers(labels) == " 5 16.2 17.a "
    assert Recommendation(sdgs=sdg_numbers(labels)).goals == [5, 16, 17]
