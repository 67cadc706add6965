import datetime as dt
import hashlib

import pytest
from django.core.files.storage import default_storage

from core import clock, files
from core.models import PrivateFile
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def stored(**fields):
    defaults = {
        "content": b"%PDF-1.7 words",
        "file_name": "document.pdf",
        "media_type": "application/pdf",
        "parent": "engagements.version:1",
        "cluster_id": 7,
        "by": make_user(),
    }
    return files.store(**{**defaults, **fields})


def test_store_keeps_bytes_hash_and_no_speaking_name():
    file = stored(file_name="a telling name.pdf")
    assert files.read(file) == b"%PDF-1.7 words"
    assert file.sha256 == hashlib.sha256(b"%PDF-1.7 words").hexdigest()
    assert file.size == 14
    assert "telling" not in file.stored_as
    assert file.expires_at is None


def test_a_changed_or_lost_file_is_not_handed_out():
    file = stored()
    with default_storage.open(file.stored_as, "wb") as handle:
        handle.write(b"other words")
    with pytest.raises(files.FileLost):
        files.read(file)
    default_storage.delete(file.stored_as)
    with pytest.raises(files.FileLost):
        files.read(file)


def test_expired_files_go_and_others_stay(django_capture_on_commit_callbacks, monkeypatch):
    lasting, short = stored(), stored(keep_days=1)
    later = clock.now() + dt.timedelta(days=2)
    monkeypatch.setattr(clock, "now", lambda: later)
    with django_capture_on_commit_callbacks(execute=True):
        assert files.remove_expired() == 1
    assert not default_storage.exists(short.stored_as)
    assert default_storage.exists(lasting.stored_as)
    assert list(PrivateFile.objects.unscoped("test").values_list("pk", flat=True)) == [lasting.pk]
    assert files.remove_expired() == 0


def test_download_lies_in_nobodys_cache():
    response = files.download(b"x", file_name="document.pdf", media_type="application/pdf")
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Disposition"] == 'attachment; filename="document.pdf"'
