"""What a public place owes and this version cannot yet give: `mode = "public"` refuses while a line is left."""

from typing import NamedTuple


class Duty(NamedTuple):
    """A duty of whoever opens a place to the public, and the text it comes from."""

    what: str
    basis: str


# Whoever builds one of these takes its line away.
DUTIES: tuple[Duty, ...] = (
    Duty("telling the authorities of a threat to life", "Regulation (EU) 2022/2065, art. 18"),
    Duty("orders of authorities: intake, deadlines, preservation", "Regulation (EU) 2022/2065, art. 9 and 10"),
    Duty("sealed connection records kept one year", "LCEN, art. 6-V; décret 2021-1362, art. 5"),
    Duty("contact points published for authorities and guests", "Regulation (EU) 2022/2065, art. 11 and 12"),
    Duty("rights of access and export of one's data", "Regulation (EU) 2016/679, art. 15 and 20"),
)
