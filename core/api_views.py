"""Views of the API that rooms have in common. Apart from `core.api`, which the framework itself loads."""

from rest_framework import mixins, status, viewsets
from rest_framework.response import Response


class ScopedRecords(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """Records that the caller may see, in lists and by number; whatever else there is does not exist for her (404).
    `queryset` is sealed and names the model alone, `related` what is fetched with each row, `order` the order of
    lists; without one it is that of the model."""

    lookup_value_regex = r"\d{1,9}"
    related: tuple[str, ...] = ()
    order: tuple[str, ...] = ()

    def get_queryset(self):
        rows = type(self).queryset.model.objects.visible_to(self.request.user)
        if self.related:
            rows = rows.select_related(*self.related)
        return rows.order_by(*self.order) if self.order else rows

    def shown(self, row, code=status.HTTP_200_OK):
        """The answer that shows one of them."""
        return Response(self.get_serializer_class()(row).data, status=code)
