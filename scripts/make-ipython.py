"""Makes python/ipython.zip from wheels of PyPI, of pinned versions and digests: `python3 scripts/make-ipython.py`.

The same wheels give the same bytes. It needs pip, which downloads the wheels.
"""

import pathlib
import subprocess
import sys
import tempfile
import zipfile

ROOT = pathlib.Path(__file__).parent.parent
REQUIREMENTS = ROOT / "scripts" / "ipython-requirements.txt"
TARGET = ROOT / "python" / "ipython.zip"

# What a kernel never imports: IPython's terminal, tests, all lexers and formatters but those for Python.
LEXERS = {"__init__.py", "_mapping.py", "python.py", "_builtin_types.py", "special.py"}
FORMATTERS = {"__init__.py", "_mapping.py", "terminal.py", "terminal256.py", "html.py", "latex.py", "other.py"}


def is_wanted(path):
    parts = path.split("/")
    if parts[0].endswith(".dist-info"):
        return parts[-1] == "METADATA" or any(word in parts[-1] for word in ("LICEN", "COPYING", "AUTHORS"))
    if parts[0].endswith(".data") or "tests" in parts or not path.endswith((".py", ".json")):
        return False
    if path.startswith("pygments/lexers/"):
        return parts[-1] in LEXERS
    if path.startswith("pygments/formatters/"):
        return parts[-1] in FORMATTERS
    if path.startswith("IPython/testing/"):
        return parts[-1] in {"__init__.py", "skipdoctest.py"}
    return not path.startswith("IPython/terminal/")


def main():
    with tempfile.TemporaryDirectory() as folder:
        download = ["download", "--quiet", "--no-deps", "--only-binary=:all:", "--python-version=3.12", "--require-hashes"]
        subprocess.run([sys.executable, "-m", "pip", *download, "-r", REQUIREMENTS, "-d", folder], check=True)
        files = {}
        for wheel in sorted(pathlib.Path(folder).glob("*.whl")):
            with zipfile.ZipFile(wheel) as archive:
                files |= {name: archive.read(name) for name in archive.namelist() if is_wanted(name)}
    TARGET.parent.mkdir(exist_ok=True)
    with zipfile.ZipFile(TARGET, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target:
        for name in sorted(files):
            target.writestr(zipfile.ZipInfo(name), files[name], zipfile.ZIP_DEFLATED)
    print(f"{TARGET.relative_to(ROOT)}: {len(files)} files, {TARGET.stat().st_size:,} bytes")


main()
