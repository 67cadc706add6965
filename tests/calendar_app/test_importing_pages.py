"""The pages and the API of the import: who gets in, what a bad file is answered with, what stays the same for many."""

import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from rest_framework.test import APIClient

from calendar_app import actions
from calendar_app.enums import ImportState, Publication
from calendar_app.models import Entry, ImportRun
from tests.factories import make_cluster, make_country, make_entry, make_mechanism

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]
WHY = "the test looks at everything"
HEAD = "title,kind,mechanism,country,starts_on\n"
LIST = (
    HEAD
    + "Input,submission,upr,MOZ,2027-05-04\n"
    + "Workshop,consultation,upr,MOZ,4 June 2027\n"
    + "Deadline,submission,upr,MOZ,04/05/2027\n"
    + "Hearing,hearing,upr,Atlantis,2027-06-01\n"
    + "Meeting,meeting,upr,MOZ,2027-06-01\n"
)


@pytest.fixture(autouse=True)
def catalogue():
    make_mechanism()
    make_country("MOZ")


def upload(client, content, name="dates.csv", **options):
    file = SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)
    return client.post(reverse("calendar:import-list"), {"file": file, **options})


def runs():
    return ImportRun.objects.unscoped(WHY)


def page_of(run, name="detail"):
    return reverse(f"calendar:import-{name}", args=[run.pk])


def test_upload_preview_import_undo(login, task_team):
    client = login(task_team)
    answer = upload(client, LIST)
    run = runs().get()
    assert answer.status_code == 302
    assert answer["Location"] == page_of(run)
    page = client.get(page_of(run)).content.decode()
    for words in ("can be two dates", "Atlantis", "is not one of", "Import the 2 good lines", "verdict=broken"):
        assert words in page
    assert 'disabled aria-describedby="why-not"' in page
    answer = client.post(page_of(run, "apply"), {"publication": "published", "good_only": "1"}, follow=True)
    assert "The list is imported." in answer.content.decode()
    assert {entry.publication for entry in Entry.objects.unscoped(WHY)} == {Publication.PUBLISHED}
    asked = client.get(page_of(run, "undo")).content.decode()
    assert "2 dates that the import added and nobody relies on" in asked
    answer = client.post(page_of(run, "undo"), follow=True)
    assert "The import is undone." in answer.content.decode()
    assert not Entry.objects.unscoped(WHY).exists()


def test_all_or_nothing_is_refused_with_a_reason(login, task_team):
    client = login(task_team)
    upload(client, LIST)
    run = runs().get()
    answer = client.post(page_of(run, "apply"), {"publication": "draft"})
    assert answer.status_code == 422
    assert "There are broken lines" in answer.content.decode()
    assert not Entry.objects.unscoped(WHY).exists()


def test_lines_are_filtered_by_the_address(login, task_team):
    client = login(task_team)
    upload(client, LIST)
    page = client.get(page_of(runs().get()), {"verdict": "broken"}).content.decode()
    assert "Deadline" in page
    assert "Workshop" not in page


@pytest.mark.parametrize(
    ("content", "name", "status", "words"),
    [
        (b"", "dates.csv", 422, "empty"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 200, "photo.csv", 422, "picture"),
        (b"x" * (20 * 1024 * 1024), "big.csv", 413, "larger than 5 MB"),
        (b"a;b\n1;2\n", "list.csv", 422, "No head line"),
    ],
)
def test_a_bad_file_is_told_at_the_field_and_nothing_is_kept(login, task_team, content, name, status, words):
    answer = upload(login(task_team), content, name)
    page = answer.content.decode()
    assert answer.status_code == status
    assert words in page
    assert 'id="id_file_error"' in page
    assert not runs().exists()


def test_no_file_at_all(login, task_team):
    answer = login(task_team).post(reverse("calendar:import-list"), {})
    assert answer.status_code == 422
    assert "Choose a file." in answer.content.decode()


def test_strangers_and_members_find_nothing(login, task_team, coordinator, member, stranger, moz):
    run = actions.read_import(content=LIST.encode(), file_name="x.csv", by=task_team)
    own = actions.read_import(content=LIST.encode(), file_name="y.csv", cluster=moz, by=coordinator)
    for person, found in ((member, [run, own]), (coordinator, [run]), (stranger, [run, own]), (task_team, [own])):
        client = login(person)
        for each in found:
            for name in ("detail", "undo"):
                assert client.get(page_of(each, name)).status_code == 404
            for name in ("apply", "undo", "discard"):
                assert client.post(page_of(each, name), {"publication": "draft"}).status_code == 404
    assert login(member).get(reverse("calendar:import-list")).status_code == 404
    assert login(coordinator).get(page_of(own)).status_code == 200
    assert runs().filter(state=ImportState.PREVIEW).count() == 2


def test_coordinators_import_into_their_own_cluster_only(login, coordinator, moz):
    other = make_cluster("MOZ")
    client = login(coordinator)
    assert upload(client, LIST, cluster=other.pk).status_code == 422
    assert upload(client, LIST, cluster="").status_code == 422
    assert upload(client, LIST, cluster=moz.pk).status_code == 302
    assert runs().get().cluster == moz


def test_somebody_was_quicker_is_a_conflict(login, task_team):
    entry = make_entry(title="Input", country=make_country("MOZ"), due_on=dt.date(2027, 5, 4))
    client = login(task_team)
    upload(client, f"uid,title,starts_on\n{entry.uid},Input,2027-06-04\n")
    actions.edit_entry(entry=entry, note="meanwhile", by=task_team)
    answer = client.post(page_of(runs().get(), "apply"), {"publication": "draft"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Nothing was imported" in page
    assert "Changed meanwhile" in page


def test_the_very_same_file_is_known(login, task_team):
    client = login(task_team)
    upload(client, HEAD + "Input,submission,upr,MOZ,2027-05-04\n")
    client.post(page_of(runs().get(), "apply"), {"publication": "draft"})
    upload(client, HEAD + "Input,submission,upr,MOZ,2027-05-04\n", "again.csv")
    page = client.get(page_of(runs().get(state=ImportState.PREVIEW))).content.decode()
    assert "The very same file was imported before:" in page
    assert "there is nothing to do" in page


def test_the_preview_asks_as_little_for_many_lines_as_for_one(login, task_team):
    def asked(lines):
        text = HEAD + "".join(f"Date {number},submission,upr,MOZ,2027-05-04\n" for number in range(lines))
        run = actions.read_import(content=text.encode(), file_name="x.csv", by=task_team)
        client = login(task_team)
        client.get(page_of(run))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page_of(run)).status_code == 200
        return len(queries)

    assert asked(1) == asked(120) <= 15


def test_a_preview_is_thrown_away(login, task_team):
    client = login(task_team)
    upload(client, LIST)
    assert client.post(page_of(runs().get(), "discard")).status_code == 302
    assert not runs().exists()


def test_the_template_can_be_filled_in_and_read(login, task_team):
    from openpyxl import load_workbook

    client = login(task_team)
    answer = client.get(reverse("calendar:import-template", args=["xlsx"]))
    book = load_workbook(io.BytesIO(answer.content))
    sheet = book["Dates"]
    head = [cell.value for cell in sheet[1]]
    rules = {str(rule.sqref).split("2:")[0]: rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert len(rules) == 11
    assert book["Lists"].sheet_state == "hidden"
    values = {"title": "Input", "kind": "Submission", "mechanism": "upr", "country": "Mozambique"}
    values["starts_on"] = dt.date(2027, 5, 4)
    for name, value in values.items():
        sheet.cell(2, head.index(name) + 1, value)
    out = io.BytesIO()
    book.save(out)
    upload(client, out.getvalue(), "filled.xlsx")
    run = runs().get()
    assert run.format == "xlsx"
    actions.apply_import(run=run, by=task_team)
    assert Entry.objects.unscoped(WHY).get().due_on == dt.date(2027, 5, 4)
    assert client.get(reverse("calendar:import-template", args=["csv"])).content.startswith(
        b"\xef\xbb\xbfuid,kind,title"
    )
    assert client.get(reverse("calendar:import-template", args=["exe"])).status_code == 404


def test_names_in_the_template_cannot_run(login, task_team):
    from openpyxl import load_workbook

    make_country("XXX", name="=cmd|' /C calc'!A0")
    answer = login(task_team).get(reverse("calendar:import-template", args=["xlsx"]))
    lists = load_workbook(io.BytesIO(answer.content))["Lists"]
    assert all(cell.data_type != "f" for cells in lists.iter_rows() for cell in cells)


# --- API ----------------------------------------------------------------------------------------------------------


def api(user):
    client = APIClient()
    client.force_login(user)
    return client


def send(client, content, **options):
    file = SimpleUploadedFile("dates.csv", content.encode() if isinstance(content, str) else content)
    return client.post("/api/v1/imports/", {"file": file, **options}, format="multipart")


def test_the_same_over_the_api(task_team):
    client = api(task_team)
    answer = send(client, LIST)
    assert answer.status_code == 201
    body = answer.json()
    assert body["lines"] == {"new": 2, "broken": 3}
    assert [row["verdict"] for row in body["rows"]] == ["new", "new", "broken", "broken", "broken"]
    assert body["rows"][2]["problems"][0]["cell"] == "04/05/2027"
    address = f"/api/v1/imports/{body['id']}/"
    assert client.post(f"{address}apply/", {}, format="json").status_code == 400
    applied = client.post(f"{address}apply/", {"good_only": True, "publish": True}, format="json")
    assert applied.json()["state"] == "applied"
    assert Entry.objects.unscoped(WHY).count() == 2
    assert client.post(f"{address}undo/").json()["state"] == "undone"
    assert client.get("/api/v1/imports/").json()["count"] == 1
    assert not Entry.objects.unscoped(WHY).exists()


def test_the_api_refuses_as_the_pages_do(task_team, member, coordinator, moz):
    assert send(api(task_team), b"").status_code == 422
    assert send(api(task_team), b"\x89PNG\r\n\x1a\n").json() == {
        "file": ["This is a picture, whatever its name says. Give a spreadsheet, CSV or calendar file."]
    }
    assert send(api(member), LIST).status_code == 404
    assert send(api(coordinator), LIST).status_code == 403
    assert send(api(coordinator), LIST, cluster=make_cluster("MOZ").pk).status_code == 400
    assert send(api(coordinator), LIST, cluster=moz.pk).status_code == 201
    run = runs().get()
    assert api(task_team).get(f"/api/v1/imports/{run.pk}/").status_code == 404
