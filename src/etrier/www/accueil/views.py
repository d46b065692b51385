"""The landing page and the home of a structure."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from etrier.structures.access import Acces, Finalite, les_structures
from etrier.structures.models import Utilisateur
from etrier.www.porte import porte, publique


@publique()
def accueil(request: HttpRequest) -> HttpResponse:
    """For a stranger, what this is; for somebody signed in, the first of her structures."""
    if not isinstance(request.user, Utilisateur):
        return render(request, "accueil/accueil.html")
    structures = les_structures(request.user)
    if structures:
        return redirect("structure", structures[0].pk)
    return render(request, "accueil/sans_structure.html")


@porte(Finalite.LIRE_STRUCTURE)
def structure(request: HttpRequest, acces: Acces) -> HttpResponse:
    """What awaits the reader in the structure."""
    return render(request, "accueil/structure.html")
