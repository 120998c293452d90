from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "web.staff"
    verbose_name = "審核作業"
