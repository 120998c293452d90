from django.apps import AppConfig


class PledgesConfig(AppConfig):
    name = "port.pledges"
    verbose_name = "服務承諾"
