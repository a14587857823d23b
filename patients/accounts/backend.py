"""Who is logged in, read together with the settings of the pages they read."""

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import User


class Backend(ModelBackend):
    def get_user(self, user_id):
        """One query for both, so that no page pays for the settings."""
        user = User.objects.select_related("preferences").filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None
