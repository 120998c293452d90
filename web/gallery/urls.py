from django.urls import path

from web.gallery import views

app_name = "gallery"
urlpatterns = [
    path("", views.components, name="components"),
    path("heads/<slug:name>/", views.head, name="head"),
    path("errors/<int:code>/", views.error, name="error"),
    path("standing/<slug:name>/", views.standing, name="standing"),
]
