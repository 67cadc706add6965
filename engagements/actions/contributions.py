"""Asking organisations for contributions: by account, or by a personal link without one. The trail keeps ids, days and
the way, never a word of question or answer, and never the secret."""

import datetime as dt
import secrets

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from clusters.queries import hash_of
from core import clock, outbox
from core.documents.labels import LANGUAGE_NAMES
from core.documents.markup import clean_text
from core.errors import Refused
from engagements import policy
from engagements.actions.sharing import EXCEPTION, STRATEGY, NotShared
from engagements.actions.submissions import hold, record
from engagements.enums import AskedBy, Exposure
from engagements.models import ContributionRequest

REQUEST = "engagements.contributionrequest"
ASKED, DUE = "contribution.asked", "contribution.due"
# After its day a link still takes what comes a little late.
GRACE = dt.timedelta(days=7)
LONGEST = dt.timedelta(days=366)
MAX_QUESTION = 5000


def check_may_ask(submission, organisation, way):
    """Before an organisation learns of a closed text: the strategy is on record and it has signed the protocol, or an
    exception is in force (MATRIX H022). Raises `NotShared`. A confidential text is known to named people alone, so all
    the people of an organisation are never asked about it."""
    line = submission.plan_line
    if way == AskedBy.ACCOUNT and submission.mark == Exposure.CONFIDENTIAL:
        raise Refused(_("A confidential text is for the people named on it. Ask one person by a personal link."))
    if not policy.is_veiled(submission):
        return
    if not policy.has_strategy(line.cluster):
        raise NotShared(
            _("Before anything restricted is shared, the safe-sharing strategy of the cluster must be on record."),
            STRATEGY,
        )
    if not policy.organisation_is_covered(organisation, submission):
        raise NotShared(
            _("%(organisation)s has not signed the information-sharing protocol.") % {"organisation": organisation},
            EXCEPTION,
            organisation.pk,
        )


def _question(text):
    question = clean_text(text).strip()
    if not question:
        raise ValidationError({"question": _("Say what you ask for.")})
    if len(question) > MAX_QUESTION:
        raise ValidationError({"question": _("At most %(most)s characters.") % {"most": f"{MAX_QUESTION:,}"}})
    return question


def _expiry(due_on):
    day = max(due_on, clock.today()) + GRACE
    return dt.datetime.combine(day, dt.time(23, 59, 59), tzinfo=dt.UTC)


def _check_day(due_on, by):
    today = clock.day_of(by)
    if not today <= due_on <= today + LONGEST:
        raise ValidationError({"due_on": _("Choose a day from today to a year ahead.")})


@transaction.atomic
def ask_contribution(*, submission, organisation, way, sections, question, due_on, language="", email="", by):
    """Ask `organisation` for a contribution to `sections` until `due_on`. Whoever writes the text, while it is open.
    By account: its people in the cluster are told. By link: returns the secret, which is kept nowhere; mail it after
    the commit. Returns (request, secret or ""). Asked already and not answered: refused."""
    policy.check_can_write(by, submission)
    if way not in AskedBy.values:
        raise ValidationError({"way": _("Choose how to ask.")})
    if not sections or any(section.submission_id != submission.pk for section in sections):
        raise ValidationError({"sections": _("Choose at least one section.")})
    language = language or submission.language
    if language not in LANGUAGE_NAMES:
        raise ValidationError({"language": _("Choose a language.")})
    _check_day(due_on, by)
    question, email = _question(question), email.strip().lower()
    check_may_ask(submission, organisation, way)
    people, secret, expires_at = [], "", None
    if way == AskedBy.LINK:
        try:
            validate_email(email)
        except ValidationError as error:
            raise ValidationError({"email": error.messages}) from error
        secret, expires_at = secrets.token_urlsafe(32), _expiry(due_on)
    else:
        people = list(policy.people_of(organisation.pk, submission.plan_line.cluster))
        if not people:
            raise ValidationError(
                {"way": _("Nobody of %(who)s has an account in this cluster. Send a link.") % {"who": organisation}}
            )
    # Of two who ask the same organisation at once the second is told.
    hold(submission)
    waiting = ContributionRequest.objects.visible_to(by).filter(
        submission=submission, organisation=organisation, way=way, sent_at=None, revoked_at=None
    )
    if way == AskedBy.ACCOUNT and waiting.exists():
        raise ValidationError({"organisation": _("This organisation is asked already and has not answered yet.")})
    request = ContributionRequest.objects.create(
        submission=submission,
        organisation=organisation,
        way=way,
        sections=[{"section": section.pk, "heading": section.heading} for section in sections],
        question=question,
        language=language,
        due_on=due_on,
        asked_by=by,
        asked_at=clock.now(),
        email=email if secret else "",
        secret_hash=hash_of(secret) if secret else None,
        expires_at=expires_at,
    )
    record(
        "contribution.asked",
        request,
        submission,
        by=by,
        after={"way": str(way), "organisation": organisation.pk, "sections": len(sections), "due_on": str(due_on)},
    )
    if people:
        outbox.queue(kind=ASKED, subject_type=REQUEST, subject_id=request.pk, recipients=people, due_on=due_on)
    return request, secret


def _open(request):
    return policy.request_row(request).filter(revoked_at=None, sent_at=None)


@transaction.atomic
def renew_link(*, request, by):
    """A new secret and a new term; the old link stops working. Whoever writes the text. Returns (request, secret)."""
    policy.check_can_write(by, request.submission)
    check_may_ask(request.submission, request.organisation, request.way)
    secret = secrets.token_urlsafe(32)
    expires_at = _expiry(request.due_on)
    rows = _open(request).filter(way=AskedBy.LINK)
    if not rows.update(secret_hash=hash_of(secret), expires_at=expires_at, mailed_at=None, mail_error=""):
        raise Refused(_("This link is no longer in use."))
    request.refresh_from_db(fields=["secret_hash", "expires_at", "mailed_at", "mail_error"])
    after = {"expires_at": expires_at.isoformat()}
    record("contribution.link_renewed", request, request.submission, by=by, after=after)
    return request, secret


@transaction.atomic
def revoke_request(*, request, by):
    """Take a request back before it is answered: page and link close at once. Whoever writes the text. What was sent in
    is not taken back but set aside."""
    policy.check_can_write(by, request.submission)
    now = clock.now()
    if not _open(request).update(revoked_at=now, revoked_by=by, version=F("version") + 1):
        raise Refused(_("This was sent in or taken back already."))
    request.refresh_from_db(fields=["revoked_at", "version"])
    outbox.withdraw(subject_type=REQUEST, subject_id=request.pk)
    record("contribution.revoked", request, request.submission, by=by)
    return request


def note_link_mail(*, request, error="", by):
    """Keep whether the mail with the link left. No audit: the asking has its entry."""
    policy.check_can_write(by, request.submission)
    request.mailed_at = None if error else clock.now()
    request.mail_error = str(error)[:200]
    policy.request_row(request).update(mailed_at=request.mailed_at, mail_error=request.mail_error)
    return request
