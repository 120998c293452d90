from django.apps import AppConfig


class AccountConfig(AppConfig):
    name = "web.account"
    verbose_name = "我的帳號"
