"""Its pages, and the one by which a server is known to answer."""

from django.http import HttpResponse
from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.account.urls")),
    path("healthz", lambda _request: HttpResponse("alive")),
    path("", lambda _request: HttpResponse("inside")),
]
