"""The description of the API can be written by a command, for programs that are built from it."""

import yaml
from django.core.management import call_command


def test_the_schema_is_written_by_the_command(db, tmp_path):
    target = tmp_path / "schema.yml"
    call_command("spectacular", file=str(target))
    paths = yaml.safe_load(target.read_text())["paths"]
    sent = paths["/api/v1/imports/"]["post"]["requestBody"]["content"]
    assert list(sent) == ["multipart/form-data"]
