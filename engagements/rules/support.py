"""Steps of the library with which the Task Team is known to help, and what is then asked of it."""

from knowledge.enums import SupportKind

# Key of the step: kind of support (MATRIX D010, R006, R007, O020).
SUPPORTED_STEPS = {
    "upr.member_session": SupportKind.MEMBER_SESSION,
    "tb.familiarise_general_comments": SupportKind.GENERAL_COMMENTS,
    "advocacy.strategy_review_support": SupportKind.STRATEGY_REVIEW,
}


def support_for(step):
    """The kind of support that fits the step of a plan, or "". Needs `template` joined."""
    return SUPPORTED_STEPS.get(step.template.key, "") if step.template_id is not None else ""
