"""The client as it was built: files under hashed names, found through Vite's manifest."""

import gzip
import mimetypes
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import msgspec
from msgspec import Struct

from palabre.domain.session import Locale

STATIC = Path(__file__).parent / "static"
ENTRY = "src/guest.ts"
MANIFEST = "manifest.json"
# The team's page is a bundle of its own, with a manifest of its own.
DESK_ENTRY = "src/desk.ts"
DESK_MANIFEST = "manifest.desk.json"
DESK_WORDS = "src/i18n/desk_{locale}.ts"
# So is the page where one proves one's age.
AGE_ENTRY = "src/age.ts"
AGE_MANIFEST = "manifest.age.json"
AGE_WORDS = "src/i18n/age_{locale}.ts"
# Chunks of their own: a page loads the language it is served in, and the view it opens with.
LANGUAGE = "src/i18n/language_{locale}.ts"
VIEW = "src/views/{page}.tsx"
WORDS = "src/i18n/{page}_{locale}.ts"
# What the pages without a script wear; the entry's own styles when the build makes no such file.
STYLES = "src/styles/pages.css"
# The build puts a file beside each one it compressed: that takes longer than a start should.
BROTLI = ".br"
TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}


class AssetsMissing(Exception):
    """The built client is not there; the text is one sentence for the operator."""


class Chunk(Struct):
    """An entry of Vite's manifest; `file` and `css` are paths below the static folder."""

    file: str
    css: list[str] = []
    imports: list[str] = []


class Asset(Struct, frozen=True):
    """A file as it is sent; `gzipped` is None when compressing does not pay, `brotli` when the build made none."""

    media_type: str
    plain: bytes
    gzipped: bytes | None
    brotli: bytes | None


class Assets:
    """The built client: what a page must load, and the files themselves. Raises AssetsMissing."""

    def __init__(self, folder: Path = STATIC) -> None:
        chunks = read_manifest(folder / MANIFEST, ENTRY)
        desk = read_manifest(folder / DESK_MANIFEST, DESK_ENTRY)
        age = read_manifest(folder / AGE_MANIFEST, AGE_ENTRY)
        self._folder = folder
        self._names = {path.name for path in folder.glob("assets/*") if path.is_file() and path.suffix != BROTLI}
        self.script = f"/{chunks[ENTRY].file}"
        self._chunks = chunks
        alone = [f"/{chunks[STYLES].file}"] if STYLES in chunks else []
        self.styles = [f"/{css}" for css in styles(chunks, ENTRY)] or alone
        self.text_styles = alone or self.styles
        self.desk_script = f"/{desk[DESK_ENTRY].file}"
        self._desk_chunks = desk
        self.desk_styles = [f"/{css}" for css in styles(desk, DESK_ENTRY)]
        self.age_script = f"/{age[AGE_ENTRY].file}"
        self._age_chunks = age
        self.age_styles = [f"/{css}" for css in styles(age, AGE_ENTRY)]
        self.read = cache(self._read)

    def preloads(self, locale: Locale, page: str) -> list[str]:
        """What the script asks for at once on this page, `lobby` or `room`, so that it need not wait for itself."""
        asked = [name.format(page=page, locale=locale) for name in (LANGUAGE, VIEW, WORDS)]
        chunks = [*imported(self._chunks, ENTRY), *(self._chunks[name] for name in asked if name in self._chunks)]
        return [f"/{chunk.file}" for chunk in chunks]

    def desk_preloads(self, locale: Locale) -> list[str]:
        """What the script of the desk asks for at once."""
        return asked_at_once(self._desk_chunks, DESK_ENTRY, (LANGUAGE, DESK_WORDS), locale)

    def age_preloads(self, locale: Locale) -> list[str]:
        """What the script of the proof of age asks for at once."""
        return asked_at_once(self._age_chunks, AGE_ENTRY, (LANGUAGE, AGE_WORDS), locale)

    def _read(self, name: str) -> Asset | None:
        """The file of this name, or None; read once."""
        if name not in self._names:
            return None
        path = self._folder / "assets" / name
        plain = path.read_bytes()
        gzipped = gzip.compress(plain, 9, mtime=0)
        beside = path.with_name(name + BROTLI)
        return Asset(
            media_type(path),
            plain,
            gzipped=gzipped if len(gzipped) < len(plain) else None,
            brotli=beside.read_bytes() if beside.is_file() else None,
        )


def read_manifest(file: Path, entry: str) -> dict[str, Chunk]:
    """The chunks of a bundle, by their source. Raises AssetsMissing, also when it has no such entry."""
    try:
        chunks = msgspec.json.decode(file.read_bytes(), type=dict[str, Chunk])
    except OSError:
        raise AssetsMissing(f"The built client is missing: {file} cannot be read.") from None
    except msgspec.DecodeError:
        raise AssetsMissing(f"The built client is broken: {file} is not a Vite manifest.") from None
    if entry not in chunks:
        raise AssetsMissing(f"The built client has no `{entry}` in {file}.")
    return chunks


def asked_at_once(chunks: dict[str, Chunk], entry: str, words: tuple[str, ...], locale: Locale) -> list[str]:
    """The addresses of what an entry imports, and of the words it begins with."""
    names = [name.format(locale=locale) for name in words]
    found = [*imported(chunks, entry), *(chunks[name] for name in names if name in chunks)]
    return [f"/{chunk.file}" for chunk in found]


def imported(chunks: dict[str, Chunk], entry: str) -> list[Chunk]:
    """The chunks an entry imports, however deep, each once."""
    seen: dict[str, Chunk] = {}
    waiting = list(chunks[entry].imports)
    while waiting:
        name = waiting.pop(0)
        if name not in seen:
            seen[name] = chunks[name]
            waiting += chunks[name].imports
    return list(seen.values())


def styles(chunks: dict[str, Chunk], entry: str) -> Iterator[str]:
    found = [css for chunk in (chunks[entry], *imported(chunks, entry)) for css in chunk.css]
    return iter(dict.fromkeys(found))


def media_type(path: Path) -> str:
    return TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
