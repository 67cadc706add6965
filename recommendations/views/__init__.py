"""Pages of recommendations."""

from recommendations.views.pages import recommendation_detail, recommendation_list

__all__ = ["recommendation_detail", "recommendation_list"]
