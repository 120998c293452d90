"""The tree of addresses as it is from where staff may not come in. The mailbox exists in the local run only."""

from django.apps import apps
from django.urls import include, path

urlpatterns = [
    path("", include("web.public.urls")),
    path("company/", include("web.company.urls")),
    path("account/", include("web.account.urls")),
]
if apps.is_installed("web.mailbox"):
    urlpatterns.append(path("mailbox/", include("web.mailbox.urls")))

handler400 = "web.public.errors.bad_request"
handler403 = "web.public.errors.forbidden"
handler404 = "web.public.errors.not_found"
handler500 = "web.public.errors.server_error"
