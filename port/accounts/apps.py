from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "port.accounts"
    verbose_name = "帳號"

    def ready(self) -> None:
        from port.accounts import staff  # noqa: F401 - what it is told of the links of invitations
