#!/usr/bin/env python3
"""One command for everything a developer or a newcomer does here; needs nothing but Python itself.

python3 dev.py run [FILE]      set up what is missing and open the demo district (or FILE)
python3 dev.py test [ARG …]    set up and run every test (arguments go to pytest)
python3 dev.py check           lint, types, import contract, texts and docs
python3 dev.py bench [NAME …]  measure against the named peers (--json, --write, --quick)
python3 dev.py shots           drive the real window and write the pictures of README and docs
python3 dev.py bundle [FOLDER] one folder that installs and starts gridgov without a network, on Windows and Linux
python3 dev.py setup           only set up
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
STAMP = VENV / "gridgov.stamp"
LOCK = ROOT / "requirements" / "lock.txt"
# The GeoPackage validator runs on sqlite3 alone, but its package declares GDAL: installed without its dependencies.
VALIDATOR = ROOT / "requirements" / "validator.txt"
DEMO = ROOT / "demo.gpkg"

OLDEST = (3, 11)
# What Qt's window needs from a Linux system, as Debian, UOS and Kylin name it, and a font with Chinese characters.
SYSTEM_PACKAGES = (
    "libegl1 libgl1 libxkbcommon0 libxkbcommon-x11-0 libdbus-1-3 libfontconfig1 libxcb-cursor0 libxcb-icccm4 "
    "libxcb-keysyms1 libxcb-shape0 libxcb-randr0 libxcb-image0 libxcb-render-util0 libxcb-xinerama0 libxcb-xkb1"
).split()
FONT_PACKAGE = "fonts-noto-cjk"
PROBE_LIBRARIES = (
    "libEGL.so.1",
    "libxkbcommon-x11.so.0",
    "libxcb-cursor.so.0",
    "libxcb-icccm.so.4",
    "libfontconfig.so.1",
)
BUNDLED = {
    "linux": (*(f"manylinux_2_{n}_x86_64" for n in range(34, 16, -1)), "manylinux2014_x86_64"),
    "win32": ("win_amd64",),
}
BUNDLED_PYTHONS = ("3.11", "3.12", "3.13")
# Run in the environment, which has `packaging`: the lines of the lock file that gridgov needs on another machine.
NEEDED = r"""
import re, sys
from importlib.metadata import PackageNotFoundError, requires
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
lock, platform, version = sys.argv[1:]
there = {"sys_platform": platform, "python_version": version, "python_full_version": version + ".0", "extra": "",
         "os_name": "nt" if platform == "win32" else "posix",
         "platform_system": "Windows" if platform == "win32" else "Linux"}
seen, left = {"gridgov"}, ["gridgov"]
while left:
    try:
        lines = requires(left.pop()) or ()
    except PackageNotFoundError:
        continue
    for one in map(Requirement, lines):
        name = canonicalize_name(one.name)
        if name not in seen and (one.marker is None or one.marker.evaluate(there)):
            seen.add(name)
            left.append(name)
for block in re.split(r"(?m)^(?=[A-Za-z0-9])", open(lock, encoding="utf-8").read()):
    head, _, rest = block.partition(" \\\n")
    if head and canonicalize_name(Requirement(head).name) in seen:
        one = Requirement(head)
        if one.marker is None or one.marker.evaluate(there):
            print(f"{one.name}{one.specifier} \\\n{rest}", end="")
"""


def stop(sentence: str) -> None:
    """End with one sentence for the person at the keyboard."""
    print(f"dev.py: {sentence}", file=sys.stderr)
    raise SystemExit(2)


def call(*command: str | Path, env: dict[str, str] | None = None) -> int:
    """Run a command in the checkout and return its exit code."""
    return subprocess.run([str(part) for part in command], cwd=ROOT, env=env, check=False).returncode


def must(*command: str | Path, why: str) -> None:
    """Run a command; stop with `why` when it fails."""
    if call(*command):
        stop(why)


def wanted_stamp() -> str:
    """What the environment must have been made from: interpreter, lock files, project file."""
    digest = hashlib.sha256(sys.version.encode())
    for path in (LOCK, VALIDATOR, ROOT / "pyproject.toml", ROOT / "setup.py"):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def setup() -> None:
    """Make ``.venv`` from the lock file, with the ``gridgov`` command in it, when it is missing or out of date."""
    if sys.version_info < OLDEST:
        again_with_newer_python()
    stamp = wanted_stamp()
    if PYTHON.exists() and STAMP.exists() and STAMP.read_text(encoding="utf-8") == stamp:
        return
    print("Setting up gridgov in .venv (once; it takes a minute or two) …", flush=True)
    if not PYTHON.exists():
        try:
            venv.create(VENV, with_pip=True)
        except (subprocess.CalledProcessError, OSError):
            shutil.rmtree(VENV, ignore_errors=True)
            stop("This Python cannot make an environment: install its venv module (Debian: apt install python3-venv).")
    pip: list[str | Path] = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    failed = "The packages could not be installed: look at the lines above, check the network, and try again."
    must(*pip, "--require-hashes", "-r", LOCK, why=failed)
    must(*pip, "--require-hashes", "--no-deps", "-r", VALIDATOR, why=failed)
    # The build back end warns that the installation is editable, which is what is wanted: shown only when it fails.
    ours = subprocess.run(
        [*pip, "--no-deps", "--no-build-isolation", "--editable", ROOT], capture_output=True, check=False
    )
    if ours.returncode:
        print(ours.stderr.decode(errors="replace"), file=sys.stderr)
        stop(failed)
    system_libraries()
    STAMP.write_text(stamp, encoding="utf-8")


def again_with_newer_python() -> None:
    """Start over with the newest Python on this machine that is new enough; does not return."""
    for minor in (14, 13, 12, 11):
        if found := shutil.which(f"python3.{minor}"):
            raise SystemExit(subprocess.run([found, *sys.argv], check=False).returncode)
    stop("gridgov needs Python 3.11 or later, and none is on this machine: install one from python.org or your system.")


def system_libraries() -> None:
    """Install what Qt's window needs from a Linux system, where that is allowed; else say in one sentence what."""
    if not sys.platform.startswith("linux"):
        return
    missing = missing_libraries()
    packages = (SYSTEM_PACKAGES if missing else []) + ([] if has_chinese_font() else [FONT_PACKAGE])
    if not packages:
        return
    apt = shutil.which("apt-get")
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    sudo = shutil.which("sudo")
    if apt and not is_root and sudo and call(sudo, "-n", "true") != 0:
        sudo = None
    if apt and (is_root or sudo):
        print(f"Installing what the window needs from the system: {' '.join(packages)} …", flush=True)
        prefix = [] if is_root or sudo is None else [sudo]
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        call(*prefix, apt, "update", "-qq", env=quiet)
        call(*prefix, apt, "install", "-y", "-qq", "--no-install-recommends", *packages, env=quiet)
        missing = missing_libraries()
    if missing:
        stop(f"Qt's window needs system libraries that are not here: sudo apt install {' '.join(SYSTEM_PACKAGES)}")
    if not has_chinese_font():
        print(f"dev.py: there is no font with Chinese characters: sudo apt install {FONT_PACKAGE}", file=sys.stderr)


def missing_libraries() -> list[str]:
    """The shared libraries of PROBE_LIBRARIES that this system cannot load."""
    program = f"import ctypes\nfor name in {PROBE_LIBRARIES!r}:\n try: ctypes.CDLL(name)\n except OSError: print(name)"
    return subprocess.run([str(PYTHON), "-c", program], capture_output=True, text=True, check=False).stdout.split()


def has_chinese_font() -> bool:
    """Whether fontconfig knows a font with Chinese characters; True where it cannot be asked."""
    asker = shutil.which("fc-list")
    if asker is None:
        return Path("/usr/share/fonts/opentype/noto").is_dir()
    return bool(subprocess.run([asker, ":lang=zh"], capture_output=True, check=False).stdout.strip())


def run(arguments: list[str]) -> int:
    """Open FILE, or the demo district, which is built first when it is not there."""
    if sys.platform.startswith("linux") and not any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    ):
        stop("There is no screen here (DISPLAY is not set): run this in a desktop session.")
    if not arguments:
        if not DEMO.exists():
            print("Building the demo district (once; about a minute) …", flush=True)
            if code := call(PYTHON, "-m", "gridgov", "demo", DEMO):
                return code
        arguments = [str(DEMO)]
    # Python keeps what it compiled, whatever this shell says: else every start compiles anew.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return call(PYTHON, "-m", "gridgov", *arguments, env=kept)


def bundle(arguments: list[str]) -> int:
    """One folder with everything that an office PC without a network needs besides Python: wheels and start scripts."""
    folder = Path(arguments[0] if arguments else ROOT / "dist" / "gridgov").absolute()
    wheels = folder / "wheels"
    shutil.rmtree(folder, ignore_errors=True)
    wheels.mkdir(parents=True)
    failed = "The packages could not be fetched: look at the lines above, check the network, and try again."
    pip: list[str | Path] = [PYTHON, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    must(*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", wheels, ROOT, why=failed)
    for platform, tags in BUNDLED.items():
        for version in BUNDLED_PYTHONS:
            print(f"Fetching for {platform}, Python {version} …", flush=True)
            asked = [str(PYTHON), "-c", NEEDED, str(LOCK), platform, version]
            needed = folder / f".{platform}-{version}.txt"
            needed.write_bytes(subprocess.run(asked, stdout=subprocess.PIPE, check=True).stdout)
            platforms = [part for tag in tags for part in ("--platform", tag)]
            must(*pip, "download", "--no-deps", "--only-binary=:all:", "--implementation", "cp", "--python-version",
                 version, *platforms, "--require-hashes", "--dest", wheels, "-r", needed, why=failed)  # fmt: skip
            needed.unlink()
    for script in sorted((ROOT / "requirements" / "bundle").iterdir()):
        text = script.read_text(encoding="ascii")
        # Windows reads a .bat in the machine's code page: nothing but ASCII, and its own line ends.
        made = folder / script.name
        made.write_bytes(text.replace("\n", "\r\n" if script.suffix == ".bat" else "\n").encode("ascii"))
        made.chmod(0o755)
    shutil.copy(ROOT / "LICENSE", folder)
    shutil.copy(ROOT / "THIRD_PARTY.md", folder)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    print(f"{folder}: {len(list(wheels.iterdir()))} packages, {size >> 20} MB. Start with start.bat or start.sh.")
    return 0


def check() -> int:
    """Lint, format, types, import contract, texts and docs; every one runs, the worst decides."""
    steps: list[tuple[str, list[str | Path]]] = [
        ("lint", [PYTHON, "-m", "ruff", "check", "."]),
        ("format", [PYTHON, "-m", "ruff", "format", "--check", "."]),
        ("types", [PYTHON, "-m", "mypy"]),
        ("imports", [BIN / "lint-imports", "--no-cache"]),
        ("texts and docs", [PYTHON, "-m", "pytest", "-q", "tests/architecture"]),
    ]
    failed = []
    for name, command in steps:
        print(f"— {name}", flush=True)
        if call(*command):
            failed.append(name)
    print("check: " + (f"failed: {', '.join(failed)}" if failed else "all good"), flush=True)
    return 1 if failed else 0


def main(arguments: list[str]) -> int:
    """Do what the first argument names; return the exit code."""
    verb, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if verb not in {"run", "test", "check", "bench", "shots", "bundle", "setup"}:
        print(__doc__)
        return 0 if verb in {"", "-h", "--help", "help"} else 2
    setup()
    if verb == "run":
        return run(rest)
    if verb == "test":
        return call(PYTHON, "-m", "pytest", *rest)
    if verb == "check":
        return check()
    if verb == "bench":
        return call(PYTHON, "-m", "benchmarks", *rest)
    if verb == "bundle":
        return bundle(rest)
    if verb == "shots":
        return call(PYTHON, ROOT / "docs" / "shots.py", *rest)
    print("gridgov is set up: python3 dev.py run opens the demo district.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
