from django.urls import path

from web.mailbox import views

app_name = "mailbox"
urlpatterns = [
    path("", views.letters, name="letters"),
    path("<str:key>/html/", views.letter_html, name="letter_html"),
]
