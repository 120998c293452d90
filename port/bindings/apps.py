from django.apps import AppConfig


class BindingsConfig(AppConfig):
    name = "port.bindings"
    verbose_name = "綁定"

    def ready(self) -> None:
        from port.accounts.signals import account_ended
        from port.bindings.receivers import end_what_was_bound

        account_ended.connect(end_what_was_bound)
