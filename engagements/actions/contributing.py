"""What the organisation does: write, save, send in, take back. By somebody of it with an account, or by whoever holds
the personal link; then `secret` is the proof and the trail names nobody."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext_lazy as _

from clusters.queries import hash_of
from core import clock, outbox
from core.documents.markup import clean_text
from core.errors import Refused, Stale
from engagements import policy, rules
from engagements.actions.contributions import DUE, REQUEST
from engagements.actions.submissions import record
from engagements.enums import AskedBy, ParagraphState
from engagements.models import ContributionParagraph, Section

RECEIVED = "contribution.received"


def is_link_open(request, secret):
    """Whether `secret` opens this request now: the right one, not revoked, not expired; while the text is being written
    or after it was sent in; and for a closed text only as long as the organisation is covered by the protocol."""
    if request.way != AskedBy.LINK or not request.secret_hash or request.secret_hash != hash_of(secret):
        return False
    if request.revoked_at is not None or request.expires_at is None or request.expires_at <= clock.now():
        return False
    if policy.is_veiled(request.submission) and not policy.organisation_is_covered(
        request.organisation, request.submission
    ):
        return False
    return policy.takes_contributions(request.submission) or request.sent_at is not None


def _check(request, by, secret):
    if by is not None:
        policy.check_can_contribute(by, request)
    elif not is_link_open(request, secret):
        raise Refused(_("This link can no longer be used."))
    policy.check_is_open_text(request.submission)


def _cleaned(request, paragraphs):
    """[(section id or None, text, is_credited)]: an empty line divides; every text within its bounds."""
    asked = [one["section"] for one in request.sections]
    known = set(policy.rows_of(Section, request.submission).filter(pk__in=asked).values_list("pk", flat=True))
    found = []
    for one in paragraphs:
        section = one.get("section") or (asked[0] if asked else None)
        if section not in asked:
            raise ValidationError(_("Choose one of the parts that you were asked for."))
        for text in rules.paragraphs_in(clean_text(one["text"])):
            if len(text) > rules.MAX_CHARACTERS:
                raise ValidationError(
                    _("A paragraph holds at most %(most)s characters. Divide it by an empty line.")
                    % {"most": f"{rules.MAX_CHARACTERS:,}"}
                )
            found.append((section if section in known else None, text, bool(one.get("is_credited"))))
    if len(found) > rules.MAX_PARAGRAPHS:
        raise ValidationError(_("At most %(most)s paragraphs.") % {"most": rules.MAX_PARAGRAPHS})
    return found


def _take(request, expected_version, **changes):
    rows = policy.request_row(request).filter(version=expected_version, sent_at=None, revoked_at=None)
    if not rows.update(version=F("version") + 1, **changes):
        raise Stale
    request.version = expected_version + 1
    for name, value in changes.items():
        setattr(request, name, value)


@transaction.atomic
def save_contribution(
    *, request, paragraphs, may_acknowledge=False, credit_name="", expected_version, secret="", by=None
):
    """Keep what is written so far, as often as one likes until it is sent in. `paragraphs`: [{"section", "text",
    "is_credited"}]; what was taken into the text already stays as it is. `Stale` when it was saved elsewhere since."""
    _check(request, by, secret)
    found = _cleaned(request, paragraphs)
    credit_name = " ".join(clean_text(credit_name).split())[:200]
    _take(
        request,
        expected_version,
        written_at=clock.now(),
        written_by=by,
        may_acknowledge=bool(may_acknowledge),
        credit_name=credit_name,
    )
    rows = policy.paragraphs_of(request)
    rows.filter(state=ParagraphState.WAITING).delete()
    last = rows.aggregate(last=Max("position"))["last"] or 0
    ContributionParagraph.objects.bulk_create(
        [
            ContributionParagraph(
                request=request, position=position, section_id=section, text=text, is_credited=is_credited
            )
            for position, (section, text, is_credited) in enumerate(found, start=last + 1)
        ]
    )
    after = {"paragraphs": len(found), "by_link": by is None}
    record("contribution.saved", request, request.submission, by=by, after=after)
    return request


@transaction.atomic
def send_contribution(*, request, has_consent, expected_version, secret="", by=None):
    """Send in what was saved last. It needs a paragraph and the consent that it may be used. Those who hold the pen are
    told, the reminders stop. `Stale` when it was saved or sent since."""
    _check(request, by, secret)
    if not has_consent:
        raise ValidationError({"has_consent": _("Without your consent the text cannot be used.")})
    waiting = policy.paragraphs_of(request).filter(state=ParagraphState.WAITING).count()
    if not waiting:
        raise ValidationError(_("Write at least one paragraph."))
    _take(request, expected_version, sent_at=clock.now(), has_consent=True)
    outbox.withdraw(subject_type=REQUEST, subject_id=request.pk, kind=DUE)
    after = {"paragraphs": waiting, "by_link": by is None}
    record("contribution.sent", request, request.submission, by=by, after=after)
    outbox.queue(
        kind=RECEIVED,
        subject_type=REQUEST,
        subject_id=f"{request.pk}:{request.version}",
        recipients=sorted({request.asked_by_id, *policy.pen_holder_ids(request.submission)} - {None}),
        due_on=clock.today(),
    )
    return request


@transaction.atomic
def take_back_contribution(*, request, secret="", by=None):
    """Take back what was sent in and not yet dealt with: nobody else reads it any more, and it can be changed and sent
    again. What is part of the text stays there."""
    if by is not None:
        policy.check_can_contribute(by, request)
    elif not is_link_open(request, secret):
        raise Refused(_("This link can no longer be used."))
    if not policy.paragraphs_of(request).filter(state=ParagraphState.WAITING).exists():
        raise Refused(_("Everything that you sent was dealt with already."))
    rows = policy.request_row(request).filter(sent_at__isnull=False, revoked_at=None)
    if not rows.update(sent_at=None, version=F("version") + 1):
        raise Refused(_("Nothing was sent in."))
    request.refresh_from_db(fields=["sent_at", "version"])
    record("contribution.taken_back", request, request.submission, by=by, after={"by_link": by is None})
    return request
