"""Pages of recommendations."""

from recommendations.views.activities import activity_add, activity_edit, activity_move
from recommendations.views.conditions import condition_add, condition_edit, condition_settle
from recommendations.views.follow_up import (
    adopt,
    follow_detail,
    follow_edit,
    follow_export,
    follow_list,
    follow_state,
)
from recommendations.views.frameworks import (
    follow_tie,
    follow_untie,
    framework_add,
    framework_edit,
    framework_list,
    framework_retire,
)
from recommendations.views.imports import import_apply, import_detail, import_discard, import_list_page, import_undo
from recommendations.views.pages import areas, humanitarian_law, recommendation_detail, recommendation_list

__all__ = [
    "activity_add",
    "activity_edit",
    "activity_move",
    "adopt",
    "areas",
    "condition_add",
    "condition_edit",
    "condition_settle",
    "follow_detail",
    "follow_edit",
    "follow_export",
    "follow_list",
    "follow_state",
    "follow_tie",
    "follow_untie",
    "framework_add",
    "framework_edit",
    "framework_list",
    "framework_retire",
    "humanitarian_law",
    "import_apply",
    "import_detail",
    "import_discard",
    "import_list_page",
    "import_undo",
    "recommendation_detail",
    "recommendation_list",
]
