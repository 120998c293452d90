from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "port.documents"
    verbose_name = "文件"
