"""The recommendations that the portal ships with."""

import csv

import pytest

from clusters.enums import Role
from core import audit
from core.importing import BrokenFile, Report
from recommendations.importers import COLUMNS, FOLDER, load_recommendations
from recommendations.models import Recommendation
from tests.factories import make_country, make_mechanism, make_person, make_review, make_theme

pytestmark = pytest.mark.django_db
ROW = {
    "key": "A/HRC/63/5/6.1",
    "country": "NER",
    "mechanism": "upr",
    "kind": "recommendation",
    "symbol": "A/HRC/63/5",
    "paragraph": "6.1",
    "language": "en",
    "wording": "draft",
    "session": "52",
    "recommending": "NER",
    "position": "awaiting",
    "text": "Build schools",
    "themes": "education",
    "theme_labels": "Right to education",
    "sdg_labels": "4 - QUALITY EDUCATION | 16.2 - Protect children",
    "confidence": "single_source",
    "source": "Draft report",
}


@pytest.fixture
def load(tmp_path):
    make_country("NER", "Niger")
    body, theme = make_mechanism("upr"), make_theme("education")

    def run(*rows):
        with (tmp_path / "recommendations.csv").open("w", newline="") as stream:
            writer = csv.DictWriter(stream, COLUMNS, restval="")
            writer.writeheader()
            writer.writerows(rows)
        report = Report()
        load_recommendations(tmp_path, report, {"NER": "NER"}, {"upr": body.pk}, {"education": theme.pk})
        return report

    return run


def test_loaded_with_cycle_theme_and_goals_and_nothing_written_twice(load):
    load(ROW)
    row = Recommendation.objects.get()
    assert (row.cycle, row.sdgs, row.recommending) == (4, " 4 16.2 ", " NER ")
    assert [theme.key for theme in row.themes.all()] == ["education"]
    goals = ["4 - QUALITY EDUCATION", "16.2 - Protect children"]
    assert row.labels == {"themes": ["Right to education"], "sdgs": goals}
    assert not load(ROW).changed_anything


def test_the_review_of_the_calendar_is_found(load):
    review = make_review(country=make_country("NER", "Niger"))
    review.session.mechanism = make_mechanism("upr")
    review.session.number = "52"
    review.session.save()
    load(ROW)
    assert Recommendation.objects.get().review == review


def test_what_a_person_changed_stays_and_is_reported(load):
    load(ROW)
    row = Recommendation.objects.get()
    Recommendation.objects.filter(pk=row.pk).update(position="supported")
    audit.record(
        verb="recommendation.changed", target=row, by=make_person(Role.TASK_TEAM), after={"position": "supported"}
    )
    report = load({**ROW, "position": "noted"})
    assert Recommendation.objects.get().position == "supported"
    assert [(each.field, each.file_value) for each in report.differences] == [("position", "noted")]


def test_an_imported_row_is_recognised_and_nothing_is_deleted(load):
    load(ROW, {**ROW, "key": "A/HRC/63/5/6.2", "paragraph": "6.2"})
    Recommendation.objects.filter(paragraph="6.1").update(reference_key="")
    load(ROW)
    assert Recommendation.objects.count() == 2
    assert Recommendation.objects.get(paragraph="6.1").reference_key == ROW["key"]


def test_a_broken_file_names_its_place(load):
    with pytest.raises(BrokenFile) as broken:
        load({**ROW, "recommending": "XXX"})
    assert (broken.value.line, broken.value.field) == (2, "recommending")
    assert not Recommendation.objects.exists()


def test_the_file_as_shipped_says_where_each_row_comes_from():
    with (FOLDER / "recommendations.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == 2785
    assert all(row["source"] and row["confidence"] == "single_source" for row in rows)
    assert not [row["key"] for row in rows if row["wording"] == "official" and not row["symbol"]]
    assert {row["country"] for row in rows} >= {"BFA", "TCD", "MLI", "MOZ", "NER", "NGA", "SYR", "VEN"}
    # A draft was circulated before the State had to answer; what it said since is not guessed.
    assert {row["position"] for row in rows if row["country"] == "NER" and row["session"] == "52"} == {"awaiting"}
