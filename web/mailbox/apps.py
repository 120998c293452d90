from django.apps import AppConfig


class MailboxConfig(AppConfig):
    name = "web.mailbox"
    verbose_name = "本機信箱"
