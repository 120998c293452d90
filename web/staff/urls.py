from django.urls import path

from web.staff import decisions, pages, queue

app_name = "staff"
urlpatterns = [
    path("", queue.queue, name="queue"),
    path("cases/<int:pk>/", queue.case, name="case"),
    path("cases/<int:pk>/account/", decisions.decide_account, name="decide_account"),
    path("cases/<int:pk>/document/", decisions.decide_document, name="decide_document"),
    path("cases/<int:pk>/account/letter/", decisions.preview_account, name="preview_account"),
    path("cases/<int:pk>/document/letter/", decisions.preview_document, name="preview_document"),
    path("documents/<uuid:pk>/pages/<int:number>/", pages.page_picture, name="page"),
    path("documents/<uuid:pk>/originals/<int:number>/", pages.original, name="original"),
    path("letters/", queue.letters, name="letters"),
]
