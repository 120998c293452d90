from django.apps import AppConfig


class CompanyConfig(AppConfig):
    name = "web.company"
    verbose_name = "業者專區"
