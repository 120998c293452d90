from django.urls import path

from web.public import health, login, mending, pages, progress, verification
from web.public.registration import advice
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
    path("register/general/document/pages/", registration.change_pages, name="register_pages"),
    path("register/general/document/advice/", advice.register_advice, name="register_advice"),
    path("register/general/confirm/", registration.confirm, name="register_confirm"),
    path("register/general/document/<uuid:pk>/<int:number>/", registration.thumbnail, name="register_thumbnail"),
    path("register/sent/", registration.sent, name="register_sent"),
    path("mend/opened/<int:pk>/", mending.mend_form, name="mend_form"),
    path("mend/opened/<int:pk>/field/", mending.mend_field, name="mend_field"),
    path("mend/former/<uuid:pk>/<int:number>/", mending.former_page, name="mend_former"),
    path("mend/<str:token>/", mending.mend, name="mend"),
    path("mend/<str:token>/send-again/", mending.send_again, name="mend_again"),
    path("queries/progress/", progress.ask, name="progress"),
    path("queries/progress/code/", progress.code, name="progress_code"),
    path("queries/progress/standing/", progress.standing, name="progress_standing"),
    path("queries/progress/send-link/", progress.send_link, name="progress_send_link"),
    path("verify/<str:token>/", verification.verify, name="verify"),
    path("verify/<str:token>/send-again/", verification.send_again, name="verify_again"),
    path("verified/", verification.verified, name="verified"),
    path("healthz", health.healthz, name="healthz"),
]
