"""The administration for operators: the whole register, without scripts or pictures from elsewhere."""

from allauth.account import admin as allauth
from allauth.account.decorators import secure_admin_login
from allauth.mfa import admin as mfa
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from network.admin import contacts, erasures, facilities, networks, partners, spaces, users

__all__ = ["contacts", "erasures", "facilities", "networks", "partners", "spaces", "users"]

admin.site.site_header = _("Administration des Familienportals")
admin.site.site_title = _("Administration")
admin.site.index_title = _("Was möchten Sie bearbeiten?")
# One login for all of staff, with one limit on failed attempts.
admin.site.login = secure_admin_login(admin.site.login)
# Allauth would keep several addresses for each account; ours has one, which stands in the account itself.
admin.site.unregister([allauth.EmailAddress])
# What somebody's second step is made of is nobody's to read; it is reset on the page of the account.
admin.site.unregister([mfa.Authenticator])
