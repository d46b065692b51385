"""The one clock of the house: everything that asks "today?" or "now?" asks here."""

from datetime import date, datetime

from django.utils import timezone


def aujourdhui() -> date:
    """Today in the instance's time zone."""
    return timezone.localdate()


def maintenant() -> datetime:
    """This instant, aware."""
    return timezone.now()
