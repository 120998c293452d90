from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "port.letters"
    verbose_name = "通知信"
