"""What everybody who is signed in has to themselves, staff as well as companies."""

from django.urls import path

from web.account import devices, factors, password, person, rights, staying

app_name = "account"
urlpatterns = [
    path("person/", person.person, name="person"),
    path("person/edit/", person.edit_person, name="edit_person"),
    path("email/", person.new_email, name="new_email"),
    path("email/<str:token>/", person.confirm_email, name="confirm_email"),
    path("password/", password.password, name="password"),
    path("stay/", staying.stay, name="stay"),
    path("standing/", staying.standing, name="standing"),
    path("devices/", devices.devices, name="devices"),
    path("devices/<int:pk>/end/", devices.end_device, name="end_device"),
    path("devices/end-others/", devices.end_others, name="end_others"),
    path("factors/", factors.factors, name="factors"),
    path("factors/app/", factors.add_app, name="add_app"),
    path("factors/passkey/", factors.add_passkey, name="add_passkey"),
    path("factors/passkey/asked/", factors.passkey_asked, name="passkey_asked"),
    path("factors/<int:pk>/remove/", factors.remove, name="remove_factor"),
    path("factors/recovery-codes/", factors.recovery_codes, name="recovery_codes"),
    path("rights/", rights.rights, name="rights"),
    path("rights/data/", rights.own_data_page, name="own_data"),
    path("rights/data/file/", rights.own_data_file, name="own_data_file"),
    path("rights/<int:pk>/withdraw/", rights.withdraw_request, name="rights_withdraw"),
]
