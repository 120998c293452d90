from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "port.audit"
    verbose_name = "紀錄"
