from django.apps import AppConfig


class ContentConfig(AppConfig):
    name = "port.content"
    verbose_name = "網站內容"
