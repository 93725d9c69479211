"""Papers: what is printed for people outside the place."""

from palabre.adapters.papers.danger_pdf import DangerPdf

__all__ = ["DangerPdf"]
