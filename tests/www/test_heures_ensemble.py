"""Several people in the same month at the same moment: nobody's hours are lost or doubled."""

from tests.bases import Bases
from tests.www.plusieurs_mains import JOURS, PERSONNES


def test_first_writes_of_a_cell_at_one_moment_leave_one_line_and_tell_the_others(
    bases: Bases,
) -> None:
    fait = bases.neuve().demander("tests.www.plusieurs_mains")
    assert fait["lignes"].keys() == {str(jour) for jour in JOURS}
    for place, jour in enumerate(JOURS):
        dites = {int(qui): etats[place] for qui, etats in fait["dites"].items()}
        gagnants = [qui for qui, etat in dites.items() if etat == "ecrite"]
        assert len(gagnants) == 1, (jour, dites)
        assert sorted(dites.values()) == ["conflit"] * (PERSONNES - 1) + ["ecrite"]
        assert fait["lignes"][str(jour)] == [60 * gagnants[0]]
