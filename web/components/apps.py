from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db.backends.signals import connection_created


class ComponentsConfig(AppConfig):
    name = "web.components"

    def ready(self) -> None:
        from web.components import checks, deployment_checks  # noqa: F401 - they register themselves
        from web.components.measured import count_statements
        from web.components.sessions import remember_proof
        from web.components.sign_ins import begin_sign_in, end_sign_in

        connection_created.connect(count_statements)
        user_logged_in.disconnect(dispatch_uid="update_last_login")  # `begin_sign_in` does it, with its own commit
        user_logged_in.connect(remember_proof)
        user_logged_in.connect(begin_sign_in)
        user_logged_out.connect(end_sign_in)
