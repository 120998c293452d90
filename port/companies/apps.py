from django.apps import AppConfig


class CompaniesConfig(AppConfig):
    name = "port.companies"
    verbose_name = "公司"
