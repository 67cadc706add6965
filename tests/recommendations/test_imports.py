"""Imports of recommendations: reading, the preview, applying, undoing."""

import csv
import datetime as dt
import io
import json
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from calendar_app.importing.problems import UnreadableFile
from clusters.enums import Role
from core.errors import Refused, Stale
from core.models import AuditEntry
from recommendations.actions import apply_import, discard_import, read_import, undo_import
from recommendations.importing.uhri import COLUMNS, KEYS
from recommendations.importing.upr_info import HEAD
from recommendations.models import OtherText, Recommendation, RecommendationImport, RecommendationImportRow
from tests.factories import make_country, make_mechanism, make_person, make_recommendation, make_theme

pytestmark = pytest.mark.django_db
ID = "a9ceae8c-fe1c-40f9-a326-1529e0ab678f"


@pytest.fixture
def keeper(settings):
    settings.HRE_DEMO = True
    for code, name in (("NER", "Niger"), ("TLS", "Timor-Leste"), ("GNB", "Guinea-Bissau"), ("CHL", "Chile")):
        make_country(code, name)
    make_mechanism("upr")
    make_mechanism("crc", family="treaty_body", name="Committee on the Rights of the Child", short_name="CRC")
    return make_person(Role.TASK_TEAM, is_demo=True)


def uhri_row(**given):
    return {
        "Text": "137.4 Build schools for displaced children (Timor-Leste); (Chile);",
        "Countries Concerned": "- Niger",
        "Reccomending Body": "- UPR",
        "Document Symbol": "A/HRC/47/14",
        "Themes": "- Right to education\r\n- Children: definition; general principles; protection",
        "Affected Persons": "- Internally displaced persons",
        "Sdgs": "- 16.2 - Protect children from abuse\n- 4 - QUALITY EDUCATION",
        "Document Publication Date": dt.datetime(2021, 4, 1),  # noqa: DTZ001 (as a spreadsheet gives it)
        "UPR Reccomending States": "- Timor-Leste\n- Chile",
        "UPR Position": "- Supported",
        "Type": "- Recommendations",
        "OHCHR Annotation Id": ID,
        "UPR Session": "- 38",
        **given,
    }


def xlsx(*rows):
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(list(COLUMNS.values()))
    for row in rows:
        book.active.append([row.get(name) for name in COLUMNS.values()])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def as_json(*records):
    base = {key: [] for key in KEYS.values()} | {"DocumentId": None, "UprCycle": None}
    return json.dumps([{**base, **record} for record in records]).encode()


def upr_info(*rows):
    stream = io.StringIO()
    csv.writer(stream).writerows([HEAD, *rows])
    return stream.getvalue()


def read(content, keeper, **given):
    return read_import(content=content, file_name="export", by=keeper, **given)


def lines(run, keeper):
    return list(RecommendationImportRow.objects.visible_to(keeper).filter(run=run).order_by("line"))


def verdicts(run, keeper):
    return [str(row.verdict) for row in lines(run, keeper)]


def reasons(run, keeper):
    return [(row.line, each["column"], each["cell"]) for row in lines(run, keeper) for each in row.problems]


# --- The Index --------------------------------------------------------------------------------------------------


def test_excel_of_the_index_becomes_a_recommendation(keeper):
    make_theme("education"), make_theme("idps")
    run = read(xlsx(uhri_row()), keeper)
    assert verdicts(run, keeper) == ["new"]
    assert not Recommendation.objects.exists()
    apply_import(run=run, by=keeper)
    row = Recommendation.objects.get()
    assert (row.paragraph, row.text) == ("137.4", "Build schools for displaced children")
    assert (row.recommending, row.position, row.session, row.cycle) == (" TLS CHL ", "supported", "38", 3)
    assert (row.sdgs, row.published_on, row.annotation_id) == (" 4 16.2 ", dt.date(2021, 4, 1), ID)
    assert row.labels["themes"] == ["Right to education", "Children: definition; general principles; protection"]
    assert {theme.key for theme in row.themes.all()} == {"education", "idps"}
    added = AuditEntry.objects.unscoped("test").filter(verb="recommendation.added")
    assert [(each.actor_id, each.target_id) for each in added] == [(keeper.pk, str(row.pk))]
    assert AuditEntry.objects.unscoped("test").filter(verb="recommendation_import.applied").count() == 1


def test_the_same_file_again_changes_nothing_and_applying_twice_is_once(keeper):
    run = read(xlsx(uhri_row()), keeper)
    apply_import(run=run, by=keeper)
    apply_import(run=run, by=keeper)
    again = read(xlsx(uhri_row()), keeper)
    assert verdicts(again, keeper) == []
    assert again.reading["unchanged"] == 1
    with pytest.raises(ValidationError):
        apply_import(run=again, by=keeper)
    assert Recommendation.objects.count() == 1


def test_json_of_the_index_with_markup_and_a_committee(keeper):
    record = {
        "Text": "<p>National institution</p>\n9. The Committee recommends&nbsp;that",
        "Countries": [],
        "Body": "- Committee on the Rights of the Child",
        "Symbol": "CRC/C/NER/CO/6-7",
        "AnnotationId": ID.upper(),
        "AnnotationType": "- Concerns/Observations",
        "PublicationDate": "2025-02-12T00:00:00",
    }
    run = read(as_json(record), keeper)
    apply_import(run=run, by=keeper)
    row = Recommendation.objects.get()
    assert (row.country_id, row.mechanism.key, row.kind) == ("NER", "crc", "concern")
    assert (row.paragraph, row.text) == ("9", "National institution\nThe Committee recommends that")
    assert (row.position, row.cycle, row.annotation_id) == ("", None, ID)


def test_a_file_in_another_language_adds_its_words_and_undoing_takes_them_back(keeper):
    apply_import(run=read(xlsx(uhri_row()), keeper), by=keeper)
    run = read(xlsx(uhri_row(Text="137.4 Construir escuelas (Chile);")), keeper, language="es")
    assert verdicts(run, keeper) == ["changed"]
    apply_import(run=run, by=keeper)
    row = Recommendation.objects.get()
    assert row.text == "Build schools for displaced children"
    assert OtherText.objects.get().text == "Construir escuelas"
    undo_import(run=run, by=keeper)
    assert not OtherText.objects.exists()


def test_refused_rows_name_the_cell_and_the_reason(keeper):
    rows = [
        uhri_row(),
        uhri_row(**{"Countries Concerned": "- Nowhere", "OHCHR Annotation Id": str(uuid.uuid4())}),
        uhri_row(**{"Countries Concerned": "- Niger\n- Chile", "OHCHR Annotation Id": str(uuid.uuid4())}),
        uhri_row(**{"Reccomending Body": "- Some body", "OHCHR Annotation Id": str(uuid.uuid4())}),
        uhri_row(**{"UPR Position": "- Perhaps", "OHCHR Annotation Id": str(uuid.uuid4())}),
        uhri_row(**{"Document Publication Date": "soon", "OHCHR Annotation Id": str(uuid.uuid4())}),
        uhri_row(**{"OHCHR Annotation Id": "12"}),
        uhri_row(**{"Text": None, "OHCHR Annotation Id": str(uuid.uuid4())}),
        uhri_row(Text="Other words (Chile)"),
        uhri_row(**{"Text": "Response of Niger", "OHCHR Annotation Id": str(uuid.uuid4())}),
    ]
    run = read(xlsx(*rows), keeper)
    assert reasons(run, keeper) == [
        (3, "Countries Concerned", "Nowhere"),
        (4, "Countries Concerned", "Niger, Chile"),
        (5, "Reccomending Body", "Some body"),
        (6, "UPR Position", "Perhaps"),
        (7, "Document Publication Date", "soon"),
        (8, "OHCHR Annotation Id", "12"),
        (9, "Text", ""),
        (10, "", ID),
    ]
    assert run.reading["answers"] == 1
    with pytest.raises(ValidationError):
        apply_import(run=run, by=keeper)
    apply_import(run=run, good_only=True, by=keeper)
    assert Recommendation.objects.count() == 1


def test_only_the_chosen_countries_are_kept(keeper):
    other = uhri_row(**{"Countries Concerned": "- Guinea-Bissau", "OHCHR Annotation Id": str(uuid.uuid4())})
    run = read(xlsx(uhri_row(), other), keeper, countries=["GNB"])
    assert [row.values["country"] for row in lines(run, keeper)] == ["GNB"]
    assert run.reading["left_out"] == 1


# --- UPR Info ---------------------------------------------------------------------------------------------------


def test_upr_info_gathers_the_states_and_leaves_pledges_out(keeper):
    rows = [
        [
            "Niger",
            "Africa",
            "AU",
            "Build &#40;many&#41; schools.",
            "Chile",
            "",
            "",
            "Accepted",
            "5",
            "Right to education",
            "10",
        ],
        ["Niger", "Africa", "AU", "Build &#40;many&#41; schools.", "Timor-Leste", "", "", "Accepted", "5", "", "10"],
        ["Niger", "Africa", "AU", "Abolish it.", "&#40;Unknown&#41;", "", "", "Noted", "5", "", "10.0"],
        ["Niger", "Africa", "AU", "We promise.", "Niger", "", "", "Voluntary Pledge", "5", "", "10"],
    ]
    run = read(upr_info(*rows).encode(), keeper)
    apply_import(run=run, by=keeper)
    schools = Recommendation.objects.get(text="Build (many) schools.")
    assert (schools.recommending, schools.position, schools.cycle) == (" CHL TLS ", "supported", 1)
    assert (schools.wording, schools.symbol) == ("recorded", "")
    assert Recommendation.objects.get(text="Abolish it.").recommending == ""
    assert Recommendation.objects.count() == 2
    assert run.reading["answers"] == 1


def test_upr_info_of_an_old_macintosh(keeper):
    row = ["Niger", "", "", "Protéger les écoles", "Chile", "", "", "Noted", "5", "", "10"]
    content = upr_info(row).replace("\r\n", "\r").encode("mac_roman")
    run = read(content, keeper)
    assert lines(run, keeper)[0].values["text"] == "Protéger les écoles"


def test_words_of_a_document_are_not_replaced_by_those_of_others(keeper):
    row = make_recommendation(
        country=make_country("NER"), text="Build schools", session="10", cycle=1, position="awaiting"
    )
    run = read(upr_info(["Niger", "", "", "Build schools.", "Chile", "", "", "Noted", "5", "", "10"]).encode(), keeper)
    assert verdicts(run, keeper) == ["changed"]
    apply_import(run=run, by=keeper)
    row.refresh_from_db()
    assert (row.text, row.wording, row.symbol, row.position) == ("Build schools", "official", "A/HRC/47/14", "noted")


# --- Thematic lists ---------------------------------------------------------------------------------------------


def word(*rows, head=("Recommendation and recommending State", "Position of the State under review", "Themes", "SDGs")):
    from docx import Document

    document = Document()
    table = document.add_table(rows=0, cols=len(head))
    for texts in (head, *rows):
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


THEMATIC = (
    "140.7 Ratify the Protocol (Chile) (Timor-Leste);\nSource of Position: A/HRC/59/15/Add.1 - Para.3",
    "Supported",
    "- Right to education\nGroups of Persons: \n- Children",
    "- 4 - QUALITY EDUCATION",
)


def test_thematic_list_names_one_recommendation_once(keeper):
    run = read(word(("Theme: X",) * 4, THEMATIC, THEMATIC), keeper, countries=["NER"], session="48")
    apply_import(run=run, by=keeper)
    row = Recommendation.objects.get()
    assert (row.symbol, row.paragraph, row.text) == ("A/HRC/59/15", "140.7", "Ratify the Protocol")
    assert (row.position, row.position_source) == ("supported", "A/HRC/59/15/Add.1 - Para.3")
    assert (row.recommending, row.cycle, row.sdgs) == (" CHL TLS ", 4, " 4 ")
    assert row.labels["persons"] == ["Children"]


def test_thematic_list_asks_for_what_it_does_not_say(keeper):
    with pytest.raises(ValidationError) as invalid:
        read(word(THEMATIC), keeper)
    assert "countries" in invalid.value.message_dict
    with pytest.raises(ValidationError) as invalid:
        read(word(THEMATIC), keeper, countries=["NER"])
    assert "session" in invalid.value.message_dict


# --- Files that are none of these -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.7",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest",
        b"PK\x03\x04broken",
        b"<html></html>",
        b"a,b,c\n1,2,3",
        b"{}",
        b"[]",
        b'[{"Text": "x"',
        b'[{"Text": "x"}, nonsense]',
        b"\x00\x01\x02",
        "Wörter".encode("latin-1"),
    ],
)
def test_other_files_are_answered_with_a_sentence(keeper, content):
    with pytest.raises(UnreadableFile) as unreadable:
        read(content, keeper)
    assert str(unreadable.value.sentence)
    assert not RecommendationImport.objects.unscoped("test").exists()


def test_a_spreadsheet_of_something_else(keeper):
    from openpyxl import Workbook

    book, stream = Workbook(), io.BytesIO()
    book.active.append(["Name", "Text"])
    book.save(stream)
    with pytest.raises(UnreadableFile):
        read(stream.getvalue(), keeper)
    with pytest.raises(UnreadableFile):
        read(word(("x", "y"), head=("a", "b")), keeper, countries=["NER"], session="48")


def test_limits(keeper, settings):
    settings.HRE_RECOMMENDATIONS_MAX_ROWS = 1
    rows = [uhri_row(**{"OHCHR Annotation Id": str(uuid.uuid4()), "Text": f"13.{n} Words {n}"}) for n in range(3)]
    with pytest.raises(UnreadableFile) as unreadable:
        read(xlsx(*rows), keeper)
    assert unreadable.value.status == 413
    settings.HRE_RECOMMENDATIONS_MAX_MB = 0
    with pytest.raises(UnreadableFile) as unreadable:
        read(xlsx(uhri_row()), keeper)
    assert unreadable.value.status == 413


# --- Changing and undoing ---------------------------------------------------------------------------------------


def test_the_position_follows_and_undoing_gives_it_back(keeper):
    apply_import(run=read(xlsx(uhri_row(**{"UPR Position": None})), keeper), by=keeper)
    run = read(xlsx(uhri_row(**{"UPR Position": "- Supported/Noted"})), keeper)
    assert verdicts(run, keeper) == ["changed"]
    apply_import(run=run, by=keeper)
    assert Recommendation.objects.get().position == "partly"
    undo_import(run=run, by=keeper)
    undo_import(run=run, by=keeper)
    assert Recommendation.objects.get().position == ""
    run.refresh_from_db()
    assert run.state == "undone"


def test_undoing_removes_what_was_added_unless_somebody_changed_it(keeper):
    rows = [uhri_row(), uhri_row(**{"Text": "137.5 Other words (Chile)", "OHCHR Annotation Id": str(uuid.uuid4())})]
    run = read(xlsx(*rows), keeper)
    apply_import(run=run, by=keeper)
    Recommendation.objects.filter(paragraph="137.5").update(version=7)
    undo_import(run=run, by=keeper)
    assert [row.paragraph for row in Recommendation.objects.all()] == ["137.5"]
    assert AuditEntry.objects.unscoped("test").filter(verb="recommendation.removed").count() == 1


def test_who_was_quicker_is_not_overwritten(keeper):
    apply_import(run=read(xlsx(uhri_row()), keeper), by=keeper)
    run = read(xlsx(uhri_row(**{"UPR Position": "- Noted"})), keeper)
    Recommendation.objects.update(version=5)
    with pytest.raises(Stale):
        apply_import(run=run, by=keeper)
    assert verdicts(run, keeper) == ["meanwhile"]
    assert Recommendation.objects.get().position == "supported"


def test_two_previews_of_one_file_write_once(keeper):
    first, second = read(xlsx(uhri_row()), keeper), read(xlsx(uhri_row()), keeper)
    apply_import(run=first, by=keeper)
    with pytest.raises(Stale):
        apply_import(run=second, by=keeper)
    assert Recommendation.objects.count() == 1


def test_a_preview_can_be_thrown_away_and_an_import_not(keeper):
    run = read(xlsx(uhri_row()), keeper)
    with pytest.raises(ValidationError):
        undo_import(run=run, by=keeper)
    discard_import(run=run, by=keeper)
    assert not RecommendationImport.objects.visible_to(keeper).exists()
    run = read(xlsx(uhri_row()), keeper)
    apply_import(run=run, by=keeper)
    with pytest.raises(ValidationError):
        discard_import(run=run, by=keeper)


# --- People and pages -------------------------------------------------------------------------------------------


def test_others_are_refused_and_see_nothing(keeper, client):
    run, other = read(xlsx(uhri_row()), keeper), make_person(Role.COORDINATOR)
    for act in (
        lambda: read(xlsx(uhri_row()), other),
        lambda: apply_import(run=run, by=other),
        lambda: undo_import(run=run, by=other),
        lambda: discard_import(run=run, by=other),
    ):
        with pytest.raises(Refused):
            act()
    client.force_login(other)
    assert client.get("/recommendations/imports/").status_code == 404
    assert client.get(f"/recommendations/imports/{run.pk}/").status_code == 404
    assert client.post(f"/recommendations/imports/{run.pk}/apply/").status_code == 404


def test_from_the_file_to_the_undoing_on_the_pages(keeper, client):
    client.force_login(keeper)
    assert client.get("/recommendations/imports/").status_code == 200
    bad = client.post("/recommendations/imports/", {"file": SimpleUploadedFile("x.pdf", b"%PDF"), "language": "en"})
    assert bad.status_code == 422
    assert "This is a PDF" in bad.content.decode()
    rows = [uhri_row(), uhri_row(**{"Countries Concerned": "- Nowhere", "OHCHR Annotation Id": str(uuid.uuid4())})]
    file = SimpleUploadedFile("export.xlsx", xlsx(*rows))
    page = client.post("/recommendations/imports/", {"file": file, "language": "en"}, follow=True)
    address = page.redirect_chain[-1][0]
    text = page.content.decode()
    assert "Nowhere" in text
    assert "1 recommendation would be written" in text
    assert client.post(f"{address}apply/").status_code == 422
    assert client.post(f"{address}apply/", {"good_only": "1"}).status_code == 302
    assert Recommendation.objects.count() == 1
    assert client.post(f"{address}undo/").status_code == 302
    assert not Recommendation.objects.exists()
    assert client.post(f"{address}discard/").status_code == 422


def test_pages_of_imports_ask_the_same_number_of_queries(keeper, client):
    client.force_login(keeper)
    numbers = []
    for count in (1, 30):
        rows = [
            uhri_row(**{"Text": f"1.{n} Words {n}", "OHCHR Annotation Id": str(uuid.uuid4())}) for n in range(count)
        ]
        run = read(xlsx(*rows), keeper)
        client.get(f"/recommendations/imports/{run.pk}/")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/recommendations/imports/{run.pk}/")
        numbers.append(len(queries))
    assert numbers[0] == numbers[1] <= 15
