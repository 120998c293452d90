from django.apps import AppConfig


class UpkeepConfig(AppConfig):
    name = "port.upkeep"
    verbose_name = "定時工作"
