"""What the loader does with what people have put right."""

import shutil

import pytest

from clusters.enums import Role
from core import audit
from core.importing import BrokenFile, Report
from hre_portal.management.commands.load_reference import FOLDER, load_all
from mechanisms import importers
from mechanisms.models import Document, Instrument, MandateHolder, Mechanism, NationalInstitution, Ratification
from tests.factories import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded():
    load_all(FOLDER)


@pytest.fixture
def copy(tmp_path):
    return shutil.copytree(FOLDER, tmp_path / "reference")


def put_right(obj, **after):
    type(obj).objects.filter(pk=obj.pk).update(**after)
    audit.record(verb="reference.updated", target=obj, by=make_person(Role.TASK_TEAM), after=after)


def test_rows_that_a_person_renamed_are_recognised(loaded):
    counts = {model: model.objects.count() for model in (MandateHolder, Document, NationalInstitution)}
    put_right(MandateHolder.objects.get(name="Paula Gaviria Betancur"), name="Paula Gaviria")
    put_right(Document.objects.get(symbol="A/HRC/59/46"), symbol="A/HRC/59/46/Rev.1")
    put_right(NationalInstitution.objects.get(country="FRA"), name="CNCDH")
    report = load_all(FOLDER)
    assert {model: model.objects.count() for model in counts} == counts
    assert {item.portal_value for item in report.differences} == {"Paula Gaviria", "A/HRC/59/46/Rev.1", "CNCDH"}


def test_a_ratification_that_a_person_put_right_is_kept_and_reported(loaded):
    row = Ratification.objects.get(country="VEN", instrument__key="american-convention")
    put_right(row, status="party")
    report = load_all(FOLDER)
    row.refresh_from_db()
    assert row.status == "party"
    assert [(item.field, item.file_value) for item in report.differences] == [("status", "withdrawn")]


def test_themes_chosen_by_a_person_are_left_alone(loaded):
    body = Mechanism.objects.get(key="sp-food")
    body.themes.clear()
    audit.record(verb="mechanism.changed", target=body, by=make_person(Role.TASK_TEAM), after={"themes": []})
    load_all(FOLDER)
    assert not body.themes.exists()
    other = Mechanism.objects.get(key="sp-health")
    other.themes.clear()
    load_all(FOLDER)
    assert list(other.themes.values_list("key", flat=True)) == ["health"]


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("ratifications.csv", "AFG,icerd", "XXX,icerd", "line 2, field “country”"),
        ("ratifications.csv", "AFG,icerd", "AFG,nothing", "line 2, field “instrument”"),
        ("ratifications.csv", "1983-07-06,1983", "1983-07-06,1984", "line 2, field “accepted_year”"),
        ("instruments.csv", "icerd-14,declaration,", "icerd-14,promise,", "line 3, field “kind”"),
        ("instruments.csv", ",cerd,icerd,", ",cerd,icerd-14,", "line 3, field “parent”"),
        (
            "doors.csv",
            "cerd-complaint,cerd,complaint,icerd-14,",
            "cerd-complaint,cerd,complaint,,",
            "field “instrument”",
        ),
        ("documents.csv", "A/HRC/58/53,,2025", "A/HRC/58/53,,soon", "line 2, field “year”"),
        ("themes.csv", "displacement,subject", "displacement,matter", "line 2, field “kind”"),
        ("holders.csv", ",yes,", ",perhaps,", "line 2, field “is_present”"),
        ("participation.csv", "hrc,ngo,", "hrc,press,", "line 2, field “actor”"),
        ("institutions.csv", ",none,", ",excellent,", "field “accreditation”"),
        ("mechanisms.csv", ",racism equality,", ",racism equalty,", "field “themes”"),
    ],
)
def test_a_broken_file_is_named(copy, name, old, new, message):
    path = copy / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BrokenFile) as caught:
        load_all(copy)
    assert name in str(caught.value)
    assert message in str(caught.value)
    assert not Instrument.objects.exists()


def test_an_instrument_stands_below_its_parent_whatever_the_order_of_the_file(copy):
    path = copy / "instruments.csv"
    head, *rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text(head + "".join(reversed(rows)), encoding="utf-8")
    load_all(copy)
    declaration = Instrument.objects.get(key="african-court-34-6")
    assert declaration.parent.parent.key == "african-charter"


def test_a_folder_without_themes_says_so(copy):
    (copy / "themes.csv").unlink()
    with pytest.raises(BrokenFile, match=r"themes\.csv"):
        importers.load_themes(copy, Report())
