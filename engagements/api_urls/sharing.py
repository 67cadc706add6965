"""The information-sharing protocol and what follows from it."""

from rest_framework.routers import SimpleRouter

from engagements.api.sharing import (
    ProtocolSignatureViewSet,
    ReprisalProtocolViewSet,
    SharingExceptionViewSet,
    SharingProtocolViewSet,
    SharingStrategyViewSet,
)

router = SimpleRouter()
router.register("sharing-protocols", SharingProtocolViewSet, basename="api-sharing-protocol")
router.register("sharing-strategies", SharingStrategyViewSet, basename="api-sharing-strategy")
router.register("protocol-signatures", ProtocolSignatureViewSet, basename="api-protocol-signature")
router.register("sharing-exceptions", SharingExceptionViewSet, basename="api-sharing-exception")
router.register("reprisal-protocols", ReprisalProtocolViewSet, basename="api-reprisal-protocol")
urlpatterns = router.urls
