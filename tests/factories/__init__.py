"""Rows for tests. Each function makes one valid thing with sensible defaults; keywords override."""

from tests.factories.calendar import make_entry, make_review, make_session
from tests.factories.clusters import (
    make_cluster,
    make_country,
    make_organisation,
    make_person,
    make_signature,
    make_strategy,
    make_user,
    signatory,
)
from tests.factories.engagements import (
    make_interaction,
    make_plan_line,
    make_section,
    make_series,
    make_step,
    make_submission,
)
from tests.factories.mechanisms import (
    make_component,
    make_document,
    make_door,
    make_institution,
    make_instrument,
    make_mechanism,
    make_ratification,
    make_rule,
    make_step_template,
    make_theme,
)
from tests.factories.recommendations import make_activity, make_follow_up, make_offer, make_recommendation

__all__ = [
    "make_activity",
    "make_cluster",
    "make_component",
    "make_country",
    "make_document",
    "make_door",
    "make_entry",
    "make_follow_up",
    "make_institution",
    "make_instrument",
    "make_interaction",
    "make_mechanism",
    "make_offer",
    "make_organisation",
    "make_person",
    "make_plan_line",
    "make_ratification",
    "make_recommendation",
    "make_review",
    "make_rule",
    "make_section",
    "make_series",
    "make_session",
    "make_signature",
    "make_step",
    "make_step_template",
    "make_strategy",
    "make_submission",
    "make_theme",
    "make_user",
    "signatory",
]
