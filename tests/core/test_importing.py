import pytest

from core.importing import BrokenFile, read_csv, read_yaml


def write(folder, name, text):
    (folder / name).write_text(text, encoding="utf-8")


def test_a_row_knows_its_line_even_after_a_cell_of_several_lines(tmp_path):
    write(tmp_path, "a.csv", 'key,day\none,"2027-01-01\n"\ntwo,tomorrow\n')
    first, second = read_csv(tmp_path, "a.csv", ("key", "day"))
    assert first.day("day").isoformat() == "2027-01-01"
    with pytest.raises(BrokenFile) as caught:
        second.day("day")
    assert (caught.value.file, caught.value.line, caught.value.field) == ("a.csv", 4, "day")
    assert "tomorrow" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "line", "field"),
    [
        ("key\none\n", 1, "day"),
        ("key,day,colour\none,,\n", 1, "colour"),
        ("key,day\none\n", 2, "day"),
        ("key,day\none,,surplus\n", 2, "day"),
        ('key,day\n"one,2027-01-01\n', 2, None),
    ],
)
def test_a_broken_csv_is_named_with_line_and_column(tmp_path, text, line, field):
    write(tmp_path, "a.csv", text)
    with pytest.raises(BrokenFile) as caught:
        read_csv(tmp_path, "a.csv", ("key", "day"))
    assert (caught.value.file, caught.value.line, caught.value.field) == ("a.csv", line, field)


def test_a_missing_file_and_one_that_is_no_text_are_named(tmp_path):
    with pytest.raises(BrokenFile, match=r"a\.csv"):
        read_csv(tmp_path, "a.csv", ("key",))
    (tmp_path / "b.csv").write_bytes(b"key\n\xff\xfe\n")
    with pytest.raises(BrokenFile, match=r"b\.csv.*UTF-8"):
        read_csv(tmp_path, "b.csv", ("key",))


@pytest.mark.parametrize(
    ("text", "line", "field"),
    [
        ("steps:\n- key: a\n  colour: red\n", 2, "colour"),
        ("steps:\n- key: [a\n", 3, None),
        ("other: []\n", 1, "steps"),
        ("steps:\n- just words\n", None, "steps"),
        ("- a\n", 1, "steps"),
    ],
)
def test_a_broken_yaml_is_named_with_line_and_field(tmp_path, text, line, field):
    write(tmp_path, "a.yaml", text)
    with pytest.raises(BrokenFile) as caught:
        read_yaml(tmp_path, "a.yaml", "steps", ("key",))
    assert (caught.value.file, caught.value.line, caught.value.field) == ("a.yaml", line, field)


def test_yaml_may_not_make_objects(tmp_path):
    write(tmp_path, "a.yaml", "steps:\n- key: !!python/object/apply:os.getcwd []\n")
    with pytest.raises(BrokenFile):
        read_yaml(tmp_path, "a.yaml", "steps", ("key",))


def test_a_folder_in_place_of_a_file_is_no_crash(tmp_path):
    (tmp_path / "a.csv").mkdir()
    (tmp_path / "a.yaml").mkdir()
    with pytest.raises(BrokenFile, match=r"a\.csv: not readable"):
        read_csv(tmp_path, "a.csv", ("key",))
    with pytest.raises(BrokenFile, match=r"a\.yaml: not readable"):
        read_yaml(tmp_path, "a.yaml", "steps", ("key",))
