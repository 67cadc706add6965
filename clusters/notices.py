"""Mails about people: the invitation, and the word to a cluster that an administrator looks into its material."""

import smtplib

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_variables

from clusters import policy, queries
from clusters.enums import LEAD_ROLES
from clusters.models import BreakGlass
from core import logs, outbox
from core.dates import instant_text
from core.mail import Mail, delinked
from core.outbox import Dropped

log = logs.get(__name__)


@sensitive_variables("secret")
def mail_invitation(invitation, secret):
    """Send the link with `secret` to the invited address, in the language chosen for it. Call it after the commit.

    An invitee has no account, so this does not pass through the outbox; instead the caller keeps the result on the
    row and people can send it again. Returns "" or why it failed, in the reader's language.
    """
    language = invitation.language if invitation.language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    with translation.override(language):
        context = {
            "invitation": invitation,
            "url": settings.HRE_BASE_URL + reverse("clusters:invitation-accept", args=[secret]),
            # What people typed must not be able to put a link into a mail that is trusted.
            "name": delinked(invitation.name),
            "inviter": delinked(invitation.invited_by or ""),
            "cluster": delinked(invitation.cluster or ""),
            "organisation": delinked(invitation.organisation or ""),
        }
        subject = _("Invitation to the HRE Portal")
        body = render_to_string("clusters/mail/invitation.txt", context)
    try:
        EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [invitation.email]).send()
    except (smtplib.SMTPException, OSError) as error:
        log.error("invitation mail not sent: invitation=%s error=%s", invitation.pk, type(error).__name__)
        if isinstance(error, smtplib.SMTPRecipientsRefused):
            return _("the mail server refused the address")
        return _("the mail server could not be reached or refused")
    return ""


def prepare_break_glass(delivery, recipient):
    """To those who lead the cluster: who looks, why, for how long. Dropped for somebody who no longer leads it."""
    glass = (
        BreakGlass.objects.filter(policy.glasses_q(recipient), pk=delivery.subject_id)
        .select_related("user", "cluster__country")
        .first()
    )
    if glass is None or not policy.has_role_in(recipient, glass.cluster_id, LEAD_ROLES):
        return Dropped(_("No longer leads the cluster."))
    zone = queries.zone_name(recipient)
    return Mail(
        subject=_("An administrator opened confidential material of your cluster"),
        heading=_("An administrator opened confidential material of your cluster"),
        facts=(
            (_("Protection cluster"), str(glass.cluster)),
            (_("Who"), str(glass.user)),
            (_("From"), instant_text(glass.started_at, zone)),
            (_("Until"), instant_text(glass.ends_at, zone)),
            (_("Reason given"), glass.reason),
        ),
        paragraphs=(_("This access stands in your trail. If the reason surprises you, write to the Task Team."),),
        link=f"{reverse('clusters:audit')}?cluster={glass.cluster_id}",
        link_label=_("Open the trail"),
        why=_("You get this because you lead this protection cluster."),
    )


outbox.register_kind(
    "break_glass",
    prepare=prepare_break_glass,
    label=gettext_lazy("Break-glass access"),
    tells_subject=True,
    stop=outbox.NEVER,
)
