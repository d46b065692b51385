"""The address a calendar reads, without an account, under `agenda/`."""

from django.urls import path

from etrier.www.radar import abonnements

urlpatterns = [path("<str:jeton>.ics", abonnements.radar_agenda, name="radar_agenda")]
