"""Pages of recommendations."""

from recommendations.views.activities import activity_add, activity_edit, activity_move
from recommendations.views.follow_up import (
    adopt,
    follow_detail,
    follow_edit,
    follow_export,
    follow_list,
    follow_state,
)
from recommendations.views.imports import import_apply, import_detail, import_discard, import_list_page, import_undo
from recommendations.views.pages import humanitarian_law, recommendation_detail, recommendation_list

__all__ = [
    "activity_add",
    "activity_edit",
    "activity_move",
    "adopt",
    "follow_detail",
    "follow_edit",
    "follow_export",
    "follow_list",
    "follow_state",
    "humanitarian_law",
    "import_apply",
    "import_detail",
    "import_discard",
    "import_list_page",
    "import_undo",
    "recommendation_detail",
    "recommendation_list",
]
