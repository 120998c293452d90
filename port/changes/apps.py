from django.apps import AppConfig


class ChangesConfig(AppConfig):
    name = "port.changes"
    verbose_name = "變更申請"
