"""Development only: read what the mail catcher took. Never mounted in production (see urls.py)."""

import email
import email.policy
import re

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.utils.html import urlize
from django.utils.safestring import mark_safe

from core.policy import open_to_members

NAME = re.compile(r"^\d+-[0-9a-f]{32}$")


def _read(path):
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    body = message.get_body(preferencelist=("plain", "html"))
    return {
        "name": path.stem,
        "to": message.get("To", ""),
        "subject": message.get("Subject", ""),
        "date": message.get("Date", ""),
        "headers": [(key, value) for key, value in message.items() if key not in {"Subject", "To", "Date"}],
        "text": body.get_content() if body else "",
    }


# People reset passwords and accept invitations from here before they are logged in; the page exists
# only beside a mail catcher on this machine, which sends nothing on.
@login_not_required
@open_to_members
def mail_list(request):
    paths = sorted(settings.HRE_MAIL_CATCHER_DIR.glob("*.eml"), reverse=True)[:100]
    return render(request, "hre_portal/dev_mail.html", {"mails": [_read(path) for path in paths]})


@login_not_required
@open_to_members
def mail_detail(request, name):
    path = settings.HRE_MAIL_CATCHER_DIR / f"{name}.eml"
    if not NAME.match(name) or not path.exists():
        raise Http404
    mail = _read(path)
    # urlize escapes the text itself.
    mail["body"] = mark_safe(urlize(mail["text"], autoescape=True))  # noqa: S308
    return render(request, "hre_portal/dev_mail_detail.html", {"mail": mail})
