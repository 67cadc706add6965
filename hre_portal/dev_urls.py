"""Development only: component gallery and mail catcher."""

from django.urls import path

from hre_portal import dev_mail, dev_views

app_name = "dev"
urlpatterns = [
    path("gallery/", dev_views.gallery, name="gallery"),
    path("mail/", dev_mail.mail_list, name="mail-list"),
    path("mail/<str:name>/", dev_mail.mail_detail, name="mail-detail"),
]
