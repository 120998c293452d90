from django.urls import path

from web.company import acknowledgements, advice, documents, home

app_name = "company"
urlpatterns = [
    path("", home.home, name="home"),
    path("acknowledgements/", acknowledgements.acknowledge_texts, name="acknowledgements"),
    path("documents/", documents.documents, name="documents"),
    path("documents/receive/", documents.receive_document, name="receive_document"),
    path("documents/pages/", documents.change_pages, name="change_pages"),
    path("documents/advice/", advice.document_advice, name="document_advice"),
    path("documents/<uuid:pk>/<int:number>/", documents.thumbnail, name="thumbnail"),
    path("data/", home.data, name="data"),
    path("passes/", home.passes, name="passes"),
]
