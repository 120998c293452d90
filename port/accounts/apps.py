from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "port.accounts"
    verbose_name = "帳號"
