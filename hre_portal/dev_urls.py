"""Development only: component gallery and mail catcher."""

urlpatterns = []
