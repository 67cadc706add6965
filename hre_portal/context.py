"""What every page needs: navigation, the reader's clusters, whether this is a demonstration."""

from django.conf import settings


def page(request):
    return {"is_demo": settings.HRE_DEMO}
