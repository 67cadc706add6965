"""Mails about submissions. A restricted or confidential one is named by nothing but a link."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import outbox
from core.mail import Mail
from engagements import policy
from engagements.enums import Status
from engagements.models import Submission

_STILL = {
    "consultation_opened": Status.CONSULTATION,
    "sign_off_requested": Status.SIGN_OFF,
    "submission_returned": Status.DRAFT,
}


def _prepare(delivery, recipient):
    pk = delivery.subject_id.split(":")[0]
    rows = Submission.objects.visible_to(recipient).select_related(
        "plan_line__cluster__country", "plan_line__mechanism", "plan_line__entry"
    )
    submission = rows.filter(pk=pk).first()
    if submission is None:
        return outbox.Dropped(_("No longer visible to this person."))
    if submission.status != _STILL[delivery.kind]:
        return outbox.Dropped(_("The submission has moved on."))
    subject, paragraph, why = _words(delivery.kind)
    facts = ()
    is_veiled = policy.is_veiled(submission)
    if is_veiled:
        # No word of what is asked: beside other mails it would tell which text it is about.
        subject, heading = _("HRE Portal: something waits for you"), ""
        paragraph = _("A text waits for you in the portal. Log in to read which one.")
    else:
        country = submission.plan_line.cluster.country
        subject = f"{country}: {subject}"
        heading = submission.title
        facts = ((_("Mechanism"), str(submission.plan_line.mechanism)),)
    return Mail(
        subject=subject,
        heading=heading,
        paragraphs=(paragraph,),
        facts=facts,
        link=reverse("engagements:submission-detail", args=[submission.pk]),
        link_label=_("Open the text"),
        why=why,
        is_veiled=is_veiled,
    )


def _words(kind):
    match kind:
        case "consultation_opened":
            return (
                _("A text is open for consultation"),
                _("You are asked to read a text and to tell its author what should change."),
                _("You get this because the text is shared with you for consultation."),
            )
        case "sign_off_requested":
            return (
                _("A text waits for your sign-off"),
                _("Please read it and agree or decline. Your sign-off counts for this very version only."),
                _("You get this because your role signs this text off."),
            )
        case "submission_returned":
            return (
                _("A text came back to you"),
                _("It was returned with a reason, which you find beside the text."),
                _("You get this because you are the author of the text."),
            )
        case _:
            raise LookupError(kind)


def register():
    """Once, when the app is ready."""
    outbox.register_kind("consultation_opened", prepare=_prepare, label=gettext_lazy("Consultation opened"))
    outbox.register_kind("sign_off_requested", prepare=_prepare, label=gettext_lazy("Sign-off asked"))
    outbox.register_kind("submission_returned", prepare=_prepare, label=gettext_lazy("Text returned"))
