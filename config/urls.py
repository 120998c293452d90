"""The whole tree of addresses. Staff pages can be left out of a deployment; then nothing of them is there."""

from django.conf import settings
from django.urls import include, path

from config import urls_without_staff
from config.urls_without_staff import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [*urls_without_staff.urlpatterns]
if settings.STAFF_PAGES:
    urlpatterns.append(path("staff/", include("web.staff.urls")))
