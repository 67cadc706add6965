"""One mail to one person: plain text first, simple HTML beside it, and what a mail server's refusal means.

Texts of users are escaped and de-linked here, once, for every mail: a title must not be able to put a link into a
mail that people trust.
"""

import re
import smtplib
import unicodedata
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.message import sanitize_address
from django.template.loader import render_to_string
from django.utils.translation import get_language, get_language_bidi, gettext_noop, ngettext
from django.utils.translation import gettext as _

# A subject longer than this is cut by most readers; the date and the days stand in front.
SUBJECT_LENGTH = 180

_OVERRIDES = dict.fromkeys(range(0x202A, 0x202F))
_SCHEME = re.compile(r"://|(?<=\bmailto):|(?<=\bjavascript):|(?<=\bdata):(?=\S)|(?<=\btel):(?=\S)", re.IGNORECASE)
_HOST = re.compile(r"\b(?:[\w-]+\.)+[^\W\d_]{2,}\b")
_ENHANCED = re.compile(rb"^\s*([245]\.\d{1,3}\.\d{1,3})\b")


@dataclass(frozen=True, kw_only=True)
class Mail:
    """What a notice says, in the recipient's language. Plain texts, no markup; `link` and `stop` are paths in the
    portal. Confidential things: neutral subject, no title, only the link.

    `why` is the sentence "You get this because ...". `stop` is the page that ends mails of this kind about this thing
    (GET shows, POST acts); with it the mail carries List-Unsubscribe for one click (RFC 8058). `stop_all` is the page
    that ends all of them, for a mail that speaks of several things.
    `is_veiled`: it names nothing. Beside others in one mail it then says nothing of its own at all.
    """

    subject: str
    link: str
    link_label: str
    why: str
    heading: str = ""
    paragraphs: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    stop: str = ""
    stop_all: str = ""
    is_veiled: bool = False
    is_urgent: bool = False


class TemporaryFailure(Exception):
    """Try again later. `is_server_down`: no other mail would get through now either."""

    def __init__(self, reason, *, is_server_down=False):
        super().__init__(reason)
        self.reason = reason
        self.is_server_down = is_server_down


class PermanentFailure(Exception):
    """The server said never, or the address cannot be one."""

    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason


def delinked(text):
    """`text` on one line, without control characters, and with nothing that a mail reader would turn into a link."""
    text = str(text).translate(_OVERRIDES)
    text = "".join(" " if unicodedata.category(c) == "Cc" else c for c in text)
    text = _SCHEME.sub(lambda found: found[0].replace(":", "[:]"), " ".join(text.split()))
    return _HOST.sub(lambda found: found[0].replace(".", "[.]"), text)


def absolute(path):
    """The address of `path` in this portal."""
    return urljoin(f"{settings.HRE_BASE_URL}/", path)


def message_id(delivery_id):
    """Always the same for a delivery, so that a second arrival is recognised by the mail reader."""
    return f"<{delivery_id}@{urlsplit(settings.HRE_BASE_URL).hostname or 'localhost'}>"


def digest(mails):
    """Several mails to the same person as one. The parts keep their order; the first one's subject serves for all, and
    stopping ends all of them.

    The veiled ones become one part at the end that says how many they are and no more: their place in the order, their
    days left or their link, beside what is named, would tell which date they belong to.
    """
    named = [mail for mail in mails if not mail.is_veiled]
    veiled = [mail for mail in mails if mail.is_veiled]
    if not named:
        return single(_veiled_together(veiled)) if len(veiled) > 1 else single(veiled[0])
    more = len(mails) - 1
    subject = ngettext("%(subject)s, and one more", "%(subject)s, and %(count)s more", more)
    heading = ngettext("%(count)s date", "%(count)s dates", len(mails)) % {"count": len(mails)}
    parts = [*named, _veiled_together(veiled)] if veiled else named
    page = _page(subject % {"subject": named[0].subject, "count": more}, heading, parts)
    page["stop"] = _stop_all(mails) or page["stop"]
    return page


def _veiled_together(mails):
    paragraph = ngettext(
        "%(count)s thing that is shown to few people comes near or has changed. Log in to read which one.",
        "%(count)s things that are shown to few people come near or have changed. Log in to read which ones.",
        len(mails),
    )
    return Mail(
        subject=_("HRE Portal: something waits for you"),
        heading=_("Shown to few people"),
        paragraphs=(paragraph % {"count": len(mails)},),
        link="/",
        link_label=_("Open the portal"),
        why=_("You get this because you take part in what is shown to few people."),
        stop=next((mail.stop_all or mail.stop for mail in mails if mail.stop_all or mail.stop), ""),
        is_veiled=True,
        is_urgent=any(mail.is_urgent for mail in mails),
    )


def _stop_all(mails):
    found = next((mail.stop_all for mail in mails if mail.stop_all), "")
    return absolute(found) if found else ""


def single(mail):
    return _page(mail.subject, mail.heading or mail.subject, [mail])


def _page(subject, heading, mails):
    parts = [
        {
            "heading": delinked(mail.heading or mail.subject) if len(mails) > 1 else "",
            "paragraphs": [delinked(paragraph) for paragraph in mail.paragraphs],
            "facts": [(delinked(label), delinked(value)) for label, value in mail.facts],
            "link": absolute(mail.link),
            "link_label": delinked(mail.link_label),
            "why": delinked(mail.why),
        }
        for mail in mails
    ]
    reasons = list(dict.fromkeys(part["why"] for part in parts))
    stop = next((mail.stop for mail in mails if mail.stop), "")
    return {
        "subject": delinked(subject)[:SUBJECT_LENGTH],
        "heading": delinked(heading),
        "parts": parts,
        "reasons": reasons,
        "stop": absolute(stop) if stop else "",
        "is_urgent": any(mail.is_urgent for mail in mails),
        "language": get_language() or "en",
        "direction": "rtl" if get_language_bidi() else "ltr",
    }


def bodies(page):
    """Text and HTML, in the language that is active."""
    return render_to_string("mails/notice.txt", page), render_to_string("mails/notice.html", page)


def message(page, body, *, to, delivery_id):
    """The message for the address `to`, one recipient, never CC. Raises PermanentFailure for an impossible address."""
    headers = {"Message-ID": message_id(delivery_id), "Auto-Submitted": "auto-generated"}
    if page["is_urgent"]:
        headers["Importance"] = "high"
    if page["stop"]:
        headers["List-Unsubscribe"] = f"<{page['stop']}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    text, html = body
    made = EmailMultiAlternatives(subject=page["subject"], body=text, to=[to], headers=headers)
    made.attach_alternative(html, "text/html")
    try:
        sanitize_address(to, "utf-8")
    except ValueError:
        raise PermanentFailure(gettext_noop("The address cannot receive mail.")) from None
    return made


class Postman:
    """One connection for many messages, renewed after HRE_MAIL_PER_CONNECTION of them and after each error.

    Use as a context manager. Not to be shared between threads.
    """

    def __init__(self):
        self._connection = None
        self._carried = 0
        # Set by an error that would meet the next mail as well.
        self.is_server_down = False

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self.close()

    def close(self):
        connection, self._connection, self._carried = self._connection, None, 0
        if connection is not None:
            try:
                connection.close()
            except (OSError, smtplib.SMTPException):
                # What was accepted is accepted, and the next message opens a new connection.
                connection.connection = None

    def send(self, made):
        """Hand one message over. Returns when the server has accepted it; raises TemporaryFailure or
        PermanentFailure. The words of the server are not kept: they may quote the mail."""
        if self._carried >= settings.HRE_MAIL_PER_CONNECTION:
            self.close()
        try:
            if self._connection is None:
                self._connection = get_connection()
                self._connection.open()
            self._connection.send_messages([made])
        except OSError as error:
            # smtplib's exceptions are OSErrors too.
            failure = _failure(error, is_first=self._carried == 0)
            self.is_server_down = isinstance(failure, TemporaryFailure) and failure.is_server_down
            self.close()
            raise failure from error
        except BaseException:
            self.close()
            raise
        self._carried += 1


def _failure(error, *, is_first):
    """What an error of smtplib or of a socket means. `is_first`: it met the first message of a connection; a later
    one may merely have been one too many for this server."""
    match error:
        case smtplib.SMTPRecipientsRefused():
            return _by_code(*next(iter(error.recipients.values())))
        case smtplib.SMTPSenderRefused() | smtplib.SMTPAuthenticationError() | smtplib.SMTPConnectError():
            # Says something about our account or the server, nothing about this mail.
            return TemporaryFailure(_reason(error.smtp_code, error.smtp_error), is_server_down=is_first)
        case smtplib.SMTPHeloError():
            return TemporaryFailure(_reason(error.smtp_code, error.smtp_error), is_server_down=is_first)
        case smtplib.SMTPResponseException():
            return _by_code(error.smtp_code, error.smtp_error)
        case smtplib.SMTPNotSupportedError() if "SMTPUTF8" in str(error):
            return PermanentFailure(gettext_noop("The mail server cannot deliver to this address."))
    name = type(error).__name__
    reason = _("The mail server cannot be reached (%(error)s).") % {"error": name}
    return TemporaryFailure(reason, is_server_down=is_first)


def _by_code(code, said):
    if 400 <= code < 500:
        # 421: the server closes the connection, for everybody.
        return TemporaryFailure(_reason(code, said), is_server_down=code == 421)
    return PermanentFailure(_reason(code, said))


def _reason(code, said):
    enhanced = _ENHANCED.match(said if isinstance(said, bytes) else str(said).encode())
    detail = f"{code} {enhanced[1].decode()}" if enhanced else str(code)
    return _("The mail server refused: %(code)s.") % {"code": detail}
