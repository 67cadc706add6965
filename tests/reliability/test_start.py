"""What the clock plans must be there when a worker starts: it ends at once rather than leave mails in the outbox."""

import pytest
from celery import current_app
from django.core.management import call_command

from tests.reliability.conftest import PATIENCE, Portal

MISSING = "engagements.tasks.task_sweep_renderings"


def test_a_worker_whose_tasks_cannot_be_imported_ends_and_says_so(tmp_path):
    """`sitecustomize` runs before all else and lets nobody import the tasks."""
    (tmp_path / "sitecustomize.py").write_text("import sys\nsys.modules['engagements.tasks'] = None\n")
    portal = Portal(tmp_path)
    portal.env |= {"PYTHONPATH": f"{tmp_path}:{portal.env['PYTHONPATH']}", "CELERY_SKIP_CHECKS": "1"}
    try:
        assert portal.worker().wait(timeout=PATIENCE) == 1
    finally:
        portal.stop()
    said = portal.logs().splitlines()[-1]
    assert said.startswith("Not started, these tasks cannot be imported: ")
    assert MISSING in said


@pytest.mark.parametrize("start", [current_app.loader.init_worker, lambda: call_command("run_periodic")])
def test_neither_beat_nor_cron_goes_on_without_a_task(monkeypatch, start):
    """Beat calls `init_worker`, as the worker does."""
    monkeypatch.setenv("CELERY_SKIP_CHECKS", "1")
    monkeypatch.setattr(current_app.loader, "worker_initialized", False)
    monkeypatch.setitem(current_app.conf.beat_schedule, "mistyped", {"task": "core.tasks.task_sweep", "schedule": 60})
    with pytest.raises(SystemExit, match=r"cannot be imported: core\.tasks\.task_sweep\."):
        start()
