"""Sheets: A4 pages of titles, of what stands beside its name, and of words kept apart from ours."""

from collections.abc import Container
from datetime import datetime

from font_source_sans_pro import font_files_ttf
from fpdf import FPDF
from fpdf.enums import XPos, YPos
from fpdf.fonts import TTFFont

from palabre.adapters.papers.letters import printable
from palabre.domain.session import Locale

FAMILY = "Source Sans Pro"
MARGIN_MM, NAME_MM, LINE_MM, INDENT_MM = 20, 52, 5.5, 6
SMALL_PT, TEXT_PT, HEAD_PT, TITLE_PT = 9, 10.5, 13, 18
INK, GREY = (32, 28, 24), (96, 88, 80)
# The font has no hyphen of its own that keeps a line whole.
HYPHENS = {0x2011: "-"}


class Sheet(FPDF):
    """Every page has its number. Nothing in a text is taken for an instruction: there is no markup."""

    def __init__(self, *, title: str, page: str, locale: Locale, made: datetime) -> None:
        super().__init__(format="A4")
        self._page_word = page
        self._locale = locale
        self.set_margin(MARGIN_MM)
        self.set_title(title)
        self.set_lang(locale)
        self.set_producer("Palabre")
        self.set_creation_date(made)
        self.add_font(FAMILY, fname=font_files_ttf["SourceSansPro"])
        self.add_font(FAMILY, style="B", fname=font_files_ttf["SourceSansProBold"])
        self._letters = letters_of(self)
        self.add_page()

    def footer(self) -> None:
        self.set_y(-MARGIN_MM / 2 - LINE_MM)
        self._use(SMALL_PT, grey=True)
        self.cell(0, LINE_MM, f"{self._page_word} {self.page_no()}", align="R")

    def titled(self, text: str) -> None:
        self._use(TITLE_PT, bold=True)
        self._write(text, height=LINE_MM * 1.6)
        self.ln(1)

    def headed(self, text: str) -> None:
        self.ln(3)
        # Never alone at the foot of a page.
        if self.will_page_break(4 * LINE_MM):
            self.add_page()
        self._use(HEAD_PT, bold=True)
        self._write(text, height=LINE_MM * 1.3)

    def told(self, text: str, *, small: bool = False) -> None:
        """A paragraph of ours."""
        self._use(SMALL_PT if small else TEXT_PT, grey=small)
        self._write(text)

    def named(self, name: str, value: str) -> None:
        """What something is, beside its name; nothing when there is nothing."""
        if not value:
            return
        self._use(TEXT_PT, grey=True)
        self.cell(NAME_MM, LINE_MM, self._printable(name))
        self._use(TEXT_PT)
        self._write(value)

    def quoted(self, lead: str, words: str) -> None:
        """Somebody else's words, word for word, under who said them when."""
        if self.will_page_break(3 * LINE_MM):
            self.add_page()
        self._use(SMALL_PT, grey=True)
        self._write(lead)
        self._use(TEXT_PT)
        self.set_x(self.l_margin + INDENT_MM)
        self._write(words)
        self.ln(1.5)

    def _write(self, text: str, *, height: float = LINE_MM) -> None:
        self.multi_cell(0, height, self._printable(text), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def _use(self, size: float, *, bold: bool = False, grey: bool = False) -> None:
        self.set_font(FAMILY, style="B" if bold else "", size=size)
        self.set_text_color(*(GREY if grey else INK))

    def _printable(self, text: str) -> str:
        return printable(text.translate(HYPHENS), self._letters, self._locale)


def letters_of(sheet: FPDF) -> Container[int]:
    """The code points that its letters are there for."""
    found = [font.cmap.keys() for font in sheet.fonts.values() if isinstance(font, TTFFont)]
    return frozenset[int]().union(*found)
