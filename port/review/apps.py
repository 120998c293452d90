from django.apps import AppConfig


class ReviewConfig(AppConfig):
    name = "port.review"
    verbose_name = "審核作業"
