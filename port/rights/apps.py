from django.apps import AppConfig


class RightsConfig(AppConfig):
    name = "port.rights"
    verbose_name = "當事人權利"
