from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class ComponentsConfig(AppConfig):
    name = "web.components"

    def ready(self) -> None:
        from web.components.sessions import remember_proof

        user_logged_in.connect(remember_proof)
