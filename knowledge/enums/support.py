"""What clusters ask the Task Team for, and where that stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SupportKind(models.TextChoices):
    """What is asked for: the forms the seeds name (001:22, 000:67, 000:70, 000:101, 001:200)."""

    MEMBER_SESSION = "member_session", _("Learning session for members")
    GENERAL_COMMENTS = "general_comments", _("Session on general comments")
    STRATEGY_REVIEW = "strategy_review", _("Help with a strategy")
    CONTRIBUTION = "contribution", _("Coordinating a contribution")
    SESSION_NEWS = "session_news", _("News of a session")
    TEMPLATE = "template", _("Template or example")
    BRIEFING = "briefing", _("Briefing")
    CAPACITY = "capacity", _("Capacity building")
    OTHER = "other", pgettext_lazy("kind of support", "Something else")


class SupportProvider(models.TextChoices):
    """Who else of the Global Protection Cluster gives support (001:48, 001:192; MATRIX B027). None named: the Task Team
    on human rights engagement itself. It reads every request and passes on what is for another."""

    LAW_POLICY = "law_policy", _("Task Team on Law and Policy")
    ADVOCACY = "advocacy", _("Task Team on Advocacy")
    INFORMATION = "information", _("Information Management and Analysis Working Groups")


class Audience(models.TextChoices):
    """Whom it is for: the coordinators, and the five groups of 001:232-236."""

    COORDINATORS = "coordinators", _("Coordinators")
    MEMBERS = "members", _("Members of the cluster")
    HCT = "hct", _("Humanitarian Country Team")
    NHRI = "nhri", _("National human rights institution")
    LOCAL_HUMANITARIAN = "local_humanitarian", _("National and local humanitarian organisations")
    LOCAL_RIGHTS = "local_rights", _("National and local human rights organisations")


class SupportOrigin(models.TextChoices):
    """The page it was asked from. Only its kind and number are kept, never its title: the Task Team may not see it."""

    PLAN_LINE = "plan_line", _("Plan line")
    SUBMISSION = "submission", _("Submission")
    STRATEGY = "strategy", _("Strategy")
    PROTOCOL = "protocol", _("Safeguards")
    READING_LIST = "reading_list", _("Reading list")


class SupportState(models.TextChoices):
    REQUESTED = "requested", _("Requested")
    TAKEN_ON = "taken_on", _("Taken on")
    DELIVERED = "delivered", _("Delivered")
    CLOSED = "closed", pgettext_lazy("state of a support request", "Closed")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class SupportVerb(models.TextChoices):
    TAKE_ON = "take_on", _("Take it on")
    HAND_BACK = "hand_back", _("Hand it back")
    DELIVER = "deliver", _("Delivered")
    DECLINE = "decline", _("Decline")
    CLOSE = "close", pgettext_lazy("act", "Close")
    WITHDRAW = "withdraw", _("Withdraw")
