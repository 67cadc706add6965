"""Private files: stored under a random name outside every public address, handed out by views only.

Who may have a file is decided by the app that wrote it (its policy registers PrivateFile); here it is only kept.
"""

import datetime as dt
import hashlib
import uuid

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.http import HttpResponse
from django.utils.http import content_disposition_header

from core import clock
from core.models import PrivateFile


class FileLost(OSError):
    """The row is there, the file is not, or it is not the one that was stored."""


@transaction.atomic
def store(*, content, file_name, media_type, parent, cluster_id, by, keep_days=None):
    """Keep `content` (bytes) for `parent` ("engagements.version:12") and return its row. `keep_days` None keeps it
    for as long as its parent. If the transaction rolls back afterwards, bytes without a row stay behind under a random
    name that nothing hands out. Storing twice keeps two files."""
    stored_as = default_storage.save(f"{uuid.uuid4().hex[:2]}/{uuid.uuid4().hex}", ContentFile(content))
    return PrivateFile.objects.create(
        cluster_id=cluster_id,
        parent=parent,
        stored_as=stored_as,
        file_name=file_name,
        media_type=media_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        created_by=by,
        expires_at=clock.now() + dt.timedelta(days=keep_days) if keep_days is not None else None,
    )


def read(file):
    """The bytes of `file`, proved by their hash. Raises FileLost if they are gone or are not the ones stored."""
    try:
        with default_storage.open(file.stored_as) as stored:
            content = stored.read()
    except FileNotFoundError as error:
        raise FileLost(f"private file {file.pk} is gone") from error
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise FileLost(f"private file {file.pk} is not what was stored")
    return content


def download(content, *, file_name, media_type, is_inline=False):
    """An answer that hands out `content` and lies in nobody's cache."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(not is_inline, file_name)
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@transaction.atomic
def remove_expired():
    """Remove files whose time is over; returns how many. For a nightly run; running twice removes nothing more."""
    expired = list(
        PrivateFile.objects.unscoped("the nightly run removes for everybody").filter(expires_at__lte=clock.now())
    )
    for file in expired:
        stored_as = file.stored_as
        file.delete()
        # The bytes go only when the row is gone for good.
        transaction.on_commit(lambda name=stored_as: default_storage.delete(name))
    return len(expired)
