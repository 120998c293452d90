from django.apps import AppConfig


class ConsentsConfig(AppConfig):
    name = "port.consents"
    verbose_name = "同意與告知"
