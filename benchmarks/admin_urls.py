"""The cases as one would show them with Django's admin: the same columns, as many rows, searched by name."""

from typing import Any

from django.contrib.admin import AdminSite, ModelAdmin
from django.http import HttpRequest, HttpResponse
from django.urls import path

from port.companies.models import CompanyDocument


class Open(AdminSite):
    def has_permission(self, request: HttpRequest) -> bool:
        return request.user.is_authenticated

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        return super().each_context(request) | {"available_apps": [], "is_nav_sidebar_enabled": False}


class Cases(ModelAdmin):
    list_display = (
        "company_name",
        "application__reference",
        "application__name",
        "state",
        "submitted_at",
        "claim__holder",
    )
    list_select_related = ("application", "company", "claim__holder")
    list_filter = ("state",)
    list_per_page = 100
    search_fields = ("company_name", "application__number", "application__username")
    ordering = ("submitted_at", "pk")
    actions = None

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    has_change_permission = has_module_permission = has_view_permission

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    has_delete_permission = has_view_permission


site = Open()
site.register(CompanyDocument, Cases)
urlpatterns = [path("admin/", site.urls), path("healthz", lambda _request: HttpResponse("alive"))]
