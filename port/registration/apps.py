from django.apps import AppConfig


class RegistrationConfig(AppConfig):
    name = "port.registration"
    verbose_name = "帳號申請"
