from django.apps import AppConfig


class PublicConfig(AppConfig):
    name = "web.public"
    verbose_name = "公開網站"
