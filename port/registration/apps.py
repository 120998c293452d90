from django.apps import AppConfig


class RegistrationConfig(AppConfig):
    name = "port.registration"
    verbose_name = "帳號申請"

    def ready(self) -> None:
        from port.accounts.signals import address_changed, password_chosen
        from port.registration.addresses import follow_address, note_proven

        address_changed.connect(follow_address)
        password_chosen.connect(note_proven)
