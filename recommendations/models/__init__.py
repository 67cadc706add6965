"""What mechanisms recommended, open to all with an account; and the imports of the Task Team, which are not."""

from recommendations.models.imports import RecommendationImport, RecommendationImportRow
from recommendations.models.recommendations import OtherText, Recommendation

__all__ = ["OtherText", "Recommendation", "RecommendationImport", "RecommendationImportRow"]
