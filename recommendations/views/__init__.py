"""Pages of recommendations."""

from recommendations.views.imports import import_apply, import_detail, import_discard, import_list_page, import_undo
from recommendations.views.pages import recommendation_detail, recommendation_list

__all__ = [
    "import_apply",
    "import_detail",
    "import_discard",
    "import_list_page",
    "import_undo",
    "recommendation_detail",
    "recommendation_list",
]
