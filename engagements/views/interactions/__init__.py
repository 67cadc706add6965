"""Pages of interactions."""

from engagements.views.interactions.common import (
    detail_page,
    interaction_or_404,
    own_cluster_or_404,
    own_clusters_first,
)
from engagements.views.interactions.reading import (
    MOST_EXPORTED,
    interaction_detail,
    interaction_export,
    interaction_list,
    interaction_pdf,
)
from engagements.views.interactions.recording import interaction_create, interaction_edit, interaction_state

__all__ = [
    "MOST_EXPORTED",
    "detail_page",
    "interaction_create",
    "interaction_detail",
    "interaction_edit",
    "interaction_export",
    "interaction_list",
    "interaction_or_404",
    "interaction_pdf",
    "interaction_state",
    "own_cluster_or_404",
    "own_clusters_first",
]
