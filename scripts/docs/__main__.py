"""The command: see the package."""

import argparse
import sys

import scripts.docs
from scripts.docs.blocs import ecrire, perimes
from scripts.docs.captures import prendre
from scripts.docs.documents import dessiner


def main() -> int:
    """Write or compare; gives the exit code."""
    lecteur = argparse.ArgumentParser(
        prog="python -m scripts.docs", description=scripts.docs.__doc__
    )
    lecteur.add_argument("--verifier", action="store_true", help="compare, write nothing")
    lecteur.add_argument("--sans-captures", action="store_true", help="blocks only")
    choix = lecteur.parse_args()
    if choix.verifier:
        trouves = perimes()
        for page, bloc in trouves:
            print(f"{page}: the block « {bloc} » is not what the code says: run make docs")
        return 1 if trouves else 0
    for papier in dessiner():
        print(f"drawn: {papier}")
    for page in ecrire():
        print(f"written: {page}")
    if not choix.sans_captures:
        for image in prendre():
            print(f"taken: {image}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
