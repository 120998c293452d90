from django.urls import path

from web.public import health, login, pages, verification
from web.public.registration import views as registration

app_name = "public"
urlpatterns = [
    path("", pages.home, name="home"),
    path("news/", pages.news, name="news"),
    path("news/<int:pk>/", pages.news_item, name="news_item"),
    path("notices/", pages.notices, name="notices"),
    path("rules/", pages.rules, name="rules"),
    path("queries/", pages.queries, name="queries"),
    path("faq/", pages.faq, name="faq"),
    path("downloads/", pages.downloads, name="downloads"),
    path("sitemap/", pages.sitemap, name="sitemap"),
    path("privacy/", pages.privacy, name="privacy"),
    path("security/", pages.security, name="security"),
    path("open-data/", pages.open_data, name="open_data"),
    path("login/", login.sign_in, name="login"),
    path("login/send-again/", login.send_again, name="send_again"),
    path("logout/", login.sign_out, name="logout"),
    path("forgotten-account/", login.forgotten_account, name="forgotten_account"),
    path("forgotten-password/", login.forgotten_password, name="forgotten_password"),
    path("register/", registration.account_types, name="register"),
    path("register/shared/", registration.shared_account, name="register_shared"),
    path("register/general/", registration.application_form, name="register_general"),
    path("register/general/field/", registration.check_field, name="register_field"),
    path("register/general/document/", registration.receive_document, name="register_document"),
    path("register/general/confirm/", registration.confirm, name="register_confirm"),
    path("register/general/document/<uuid:pk>/<int:number>/", registration.thumbnail, name="register_thumbnail"),
    path("register/sent/", registration.sent, name="register_sent"),
    path("verify/<str:token>/", verification.verify, name="verify"),
    path("verify/<str:token>/send-again/", verification.send_again, name="verify_again"),
    path("verified/", verification.verified, name="verified"),
    path("healthz", health.healthz, name="healthz"),
]
