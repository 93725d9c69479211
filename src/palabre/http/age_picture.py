"""The picture another device reads: an address as a QR code, drawn here."""

import io

import segno


def picture_of(address: str, *, dense: bool = False) -> str:
    """An `<svg>` of two paths, black on white, four modules of margin around it (ISO/IEC 18004).

    A `dense` one has as few modules as its many letters allow; else 15 % of it may be hidden.
    """
    drawn = io.BytesIO()
    code = segno.make(address, error="l" if dense else "m", boost_error=False, micro=False)
    code.save(drawn, kind="svg", dark="#000", light="#fff", border=4, omitsize=True, xmldecl=False, svgclass="qr")
    return drawn.getvalue().decode()
