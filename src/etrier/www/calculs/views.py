"""The law, computed in public."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from etrier.www.porte import publique


@publique()
def calculs(request: HttpRequest) -> HttpResponse:
    """The list of calculators."""
    return render(request, "calculs/calculs.html")
