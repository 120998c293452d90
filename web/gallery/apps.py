from django.apps import AppConfig


class GalleryConfig(AppConfig):
    name = "web.gallery"
    verbose_name = "元件圖鑑"
