from itertools import product

from django.apps import AppConfig


class UpkeepConfig(AppConfig):
    name = "port.upkeep"
    verbose_name = "定時工作"

    def ready(self) -> None:
        from port.audit.enums import Act, Result
        from port.measures import ACTS

        for act, result in product(Act, Result):
            ACTS.labels(act.value, result.value)  # there from the start, so that the first one is seen as a change
