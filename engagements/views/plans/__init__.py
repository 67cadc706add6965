"""Pages of the year plan and of one plan line."""

from engagements.views.plans.access import line_access
from engagements.views.plans.common import SECTION, chosen_year, clusters_of
from engagements.views.plans.editing import line_edit
from engagements.views.plans.line import detail_page, line_contacts, line_detail, line_history
from engagements.views.plans.moves import line_shift, line_state
from engagements.views.plans.year import plan

__all__ = [
    "SECTION",
    "chosen_year",
    "clusters_of",
    "detail_page",
    "line_access",
    "line_contacts",
    "line_detail",
    "line_edit",
    "line_history",
    "line_shift",
    "line_state",
    "plan",
]
