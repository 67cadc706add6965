"""The Task Team imports a list with three broken rows: three reasons are read, the good rows taken, and undone."""

LIST = (
    "title;kind;mechanism;country;starts_on;ends_on;hour;certainty;source\n"
    "Réponse à la liste des points;submission;CRC;Mozambique;2027-05-04;;18:00;confirmed;https://www.ohchr.org/en/crc\n"
    "Workshop on follow-up;consultation;crc;MOZ;3 May 2027;5 May 2027;;provisional;\n"
    "Deadline;submission;crc;MOZ;04/05/2027;;;;\n"
    "Hearing;hearing;crc;Atlantis;2027-06-01;;;;\n"
    "Meeting;consultation;crc;MOZ;2027-06-10;2027-06-01;;;\n"
)


def send(visitor, name, content):
    visitor.go("/calendar/imports/")
    visitor.page.set_input_files("[name=file]", {"name": name, "mimeType": "text/csv", "buffer": content})
    return visitor.press("Show what it would do")


def test_a_list_with_three_broken_rows(visit):
    keeper = visit("taskteam@demo.example")
    keeper.go("/calendar/dates/new/")
    keeper.follow("Import from a file")
    assert keeper.page.url.endswith("/calendar/imports/")
    # As Excel saves it in French.
    send(keeper, "dates.csv", LIST.encode("windows-1252"))
    for reason in ("can be two dates", "“Atlantis” is not known here", "The end lies before the start"):
        assert reason in keeper.text
    assert "Windows-1252" in keeper.text
    assert "Réponse à la liste des points" in keeper.text
    assert keeper.page.locator("button:disabled", has_text="Import all or nothing").count() == 1
    keeper.through(keeper.page.locator(".chip", has_text="Broken"))
    assert keeper.page.url.endswith("verdict=broken")
    assert keeper.page.locator("tbody tr").count() == 3
    keeper.press("Import the 2 good lines")
    assert "The list is imported." in keeper.text
    preview = keeper.page.url

    keeper.follow("Workshop on follow-up")
    assert "Workshop on follow-up" in keeper.heading
    date = keeper.page.url

    send(keeper, "again.csv", LIST.encode("windows-1252"))
    assert "The very same file was imported before" in keeper.text
    assert "No line can be imported as it is" in keeper.text

    keeper.page.goto(preview)
    keeper.follow("Undo this import")
    assert "2 dates that the import added and nobody relies on" in keeper.text
    keeper.press("Undo the import")
    assert "The import is undone." in keeper.text
    assert keeper.expect(404).page.goto(date).status == 404


def test_a_picture_and_a_narrow_window(visit):
    keeper = visit("taskteam@demo.example", width=390, scripts=False).expect(422)
    send(keeper, "photo.csv", b"\x89PNG\r\n\x1a\n" + b"0" * 500)
    assert "This is a picture, whatever its name says." in keeper.page.locator("#id_file_error").inner_text()
    send(keeper, "dates.csv", LIST.encode())
    assert keeper.page.evaluate("document.documentElement.scrollWidth") <= 390
    keeper.press("Throw the preview away")
    assert "The calendar is as it was." in keeper.text
