"""Reading settings from the environment."""

from concurrent.futures import ThreadPoolExecutor

from hre_portal import env


def test_a_secret_is_made_once_however_many_start_together(tmp_path):
    numbers = iter(range(100))

    def ask(_who):
        return env.secret("HRE_TEST", required=False, data_dir=tmp_path, generate=lambda: f"made-{next(numbers)}")

    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(ask, range(30)))
    assert len(found) == 1
    assert found.pop().startswith("made-")
    assert [path.name for path in tmp_path.iterdir()] == ["hre_test"]
    assert (tmp_path / "hre_test").stat().st_mode & 0o077 == 0


def test_an_empty_file_of_a_start_that_was_killed_is_no_secret(tmp_path):
    (tmp_path / "hre_test").touch()
    assert env.secret("HRE_TEST", required=False, data_dir=tmp_path, generate=lambda: "made") == "made"
    assert env.secret("HRE_TEST", required=False, data_dir=tmp_path, generate=lambda: "again") == "made"
