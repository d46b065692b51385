"""Parts of addresses that are values."""

from datetime import date

from etrier.socle.mois import ecrire_mois


class ConvertisseurMois:
    """A month in an address: `2026-10` is the first of October 2026."""

    regex = r"[12][0-9]{3}-(?:0[1-9]|1[0-2])"

    def to_python(self, value: str) -> date:
        """Read `2026-10`."""
        annee, mois = value.split("-")
        return date(int(annee), int(mois), 1)

    def to_url(self, value: date | str) -> str:
        """Write `2026-10`."""
        return value if isinstance(value, str) else ecrire_mois(value)


class ConvertisseurJour:
    """A day in an address: `2026-10-05`."""

    regex = r"[12][0-9]{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"

    def to_python(self, value: str) -> date:
        """Read `2026-10-05`; a day that does not exist is not an address."""
        return date.fromisoformat(value)

    def to_url(self, value: date | str) -> str:
        """Write `2026-10-05`."""
        return value if isinstance(value, str) else value.isoformat()
