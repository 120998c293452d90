"""The tree of addresses as it is from where staff may not come in. The mailbox and the gallery exist in the local run only.

What everybody may see is there twice: in Chinese, and behind `/en/` in English (0019).
"""

from django.apps import apps
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = i18n_patterns(
    path("", include("web.public.urls")),
    path("company/", include("web.company.urls")),
    path("account/", include("web.account.urls")),
    prefix_default_language=False,
)
if apps.is_installed("web.mailbox"):
    urlpatterns.append(path("mailbox/", include("web.mailbox.urls")))
if apps.is_installed("web.gallery"):
    urlpatterns.append(path("components/", include("web.gallery.urls")))

handler400 = "web.public.errors.bad_request"
handler403 = "web.public.errors.forbidden"
handler404 = "web.public.errors.not_found"
handler500 = "web.public.errors.server_error"
