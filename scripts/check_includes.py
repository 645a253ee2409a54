#!/usr/bin/env python3
"""Holds every #include under entente/ against the arrows of docs/architecture.md. Needs nothing beyond Python.

    scripts/check_includes.py [ROOT]       ROOT: the repository, by default this one

Refuses, by file and line: a folder that may not be included from here; of a stage, any header but its door (the DOOR of its
CMakeLists.txt); a header that says "Private to FOLDER/"; an outside library that belongs to another folder; examples that go past
entente/entente.h; and a file that is named but not there. Exit 1 if anything was refused.
"""
import pathlib
import re
import sys

# What a folder may include beside itself.
ARROWS = {
    "base": set(),
    "record": {"base"},
    "lexicon": {"base"},
    "ingest": {"record", "base"},
    "read": {"lexicon", "record", "base"},
    "resolve": {"lexicon", "record", "base"},
    "code": {"lexicon", "record", "base"},
    "fold": {"record", "base"},
    "store": {"fold", "record", "base"},
    "show": {"store", "record", "base"},
    "serve": {"store", "record", "base"},
    "pipeline": {"ingest", "read", "resolve", "code", "fold", "store", "lexicon", "record", "base"},
    "train": {"read", "record", "base"},
    "cli": {"pipeline", "show", "serve", "store", "lexicon", "record", "base"},
}
# Folders that go through another's door, and no further. train/ trains through read/'s own features; record/ and base/ have no door.
THROUGH_DOORS = {"read", "resolve", "code", "show", "serve", "pipeline", "cli"}
DOORLESS = {"base", "record"}
# Each outside library is known to one folder. A prefix of the include's path -> who may.
LIBRARIES = {
    "tl/expected.hpp": {"base"},
    "utf8proc.h": {"base"},
    "sha2.h": {"base"},
    "unicode/": {"base"},
    "zlib.h": {"base"},
    "archive.h": {"ingest"},
    "archive_entry.h": {"ingest"},
    "zstd.h": {"base"},
    "lzma.h": {"base"},
    "libdeflate.h": {"base"},
    "simdjson.h": {"record"},
    "nlohmann/": {"record"},
    "cld2/": {"ingest"},
    "pugixml.hpp": {"ingest"},
    "libxml/": {"ingest"},
    "curl/": {"ingest"},
    "duckdb": {"store"},
    "readstat.h": {"show"},
    "microhttpd.h": {"serve"},
}
INCLUDE = re.compile(r'\s*#\s*include\s*([<"])([^>"]+)[>"]')
PRIVATE = re.compile(r"Private to ([a-z]+)/")
SUFFIXES = {".h", ".cc", ".inc"}


def doors(root):
    """The door headers of each folder, by its CMakeLists.txt."""
    found = {}
    for file in sorted(root.glob("entente/*/CMakeLists.txt")):
        text = re.sub(r"#.*", "", file.read_text(encoding="utf-8"))
        match = re.search(r"entente_stage\(\s*\w+\s+DOOR((?:\s+[\w.]+\.h)+)", text)
        found[file.parent.name] = set(match.group(1).split()) if match else set()
    return found


def private_to(path):
    """The folder that alone may include `path`, by its opening comment; None: no such word."""
    lines = path.read_text(encoding="utf-8").splitlines()
    opening = " ".join(line for line in lines[:40] if line.startswith("//"))
    match = PRIVATE.search(opening)
    return match.group(1) if match else None


def refuse_ours(root, folder, target, door_headers):
    """What is wrong with `folder` including "entente/TARGET"; None: nothing."""
    parts = target.split("/")
    if not (root / "entente" / target).is_file():
        return "no such file"
    if len(parts) == 1:  # entente/entente.h
        return f"{folder}/ includes the library's face" if folder in ARROWS else None
    other, header = parts[0], "/".join(parts[1:])
    if folder == other or folder == "":
        return None
    if folder in ARROWS and other not in ARROWS[folder]:
        allowed = ", ".join(sorted(ARROWS[folder])) or "nothing of ours"
        return f"{folder}/ may include {allowed}, not {other}/"
    if other in DOORLESS or folder not in THROUGH_DOORS:
        private = private_to(root / "entente" / target)
        return f"that header is private to {private}/" if private not in (None, folder) else None
    if header not in door_headers.get(other, set()):
        through = ", ".join(sorted(door_headers.get(other, set()))) or "none yet"
        return f"only the door of {other}/ may be included here: {through}"
    return None


def refuse_library(folder, target):
    for prefix, owners in LIBRARIES.items():
        if target.startswith(prefix) and folder not in owners:
            return f"this library is known to {', '.join(sorted(owners))}/ alone"
    return None


def check_file(root, path, door_headers):
    relative = path.relative_to(root)
    in_program = relative.parts[0] == "entente"
    folder = relative.parts[1] if in_program and len(relative.parts) > 2 else ""
    if in_program and folder and folder not in ARROWS:
        yield 1, f"folder {folder}/ has no arrows in scripts/check_includes.py"
        return
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        match = INCLUDE.match(line)
        if not match:
            continue
        bracket, target = match.groups()
        reason = None
        if target.startswith("entente/") and relative.parts[0] == "examples":
            if target != "entente/entente.h":
                reason = "an example includes entente/entente.h and nothing else of ours"
        elif target.startswith("entente/") and relative == pathlib.Path("entente/entente.h"):
            other, _, header = target[len("entente/"):].partition("/")
            if other != "record" and header not in door_headers.get(other, set()):
                reason = "entente.h gathers the doors and record/, nothing else"
        elif target.startswith("entente/"):
            reason = refuse_ours(root, folder, target[len("entente/"):], door_headers)
        elif bracket == '"' and in_program:
            reason = 'write the whole path: #include "entente/FOLDER/FILE"'
        elif in_program and not path.name.endswith("_test.cc"):
            reason = refuse_library(folder, target)
        if reason:
            yield number, f'#include {target}: {reason}'


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parent.parent)
    door_headers = doors(root)
    files = [path for top in ("entente", "examples") for path in sorted((root / top).rglob("*"))
             if path.suffix in SUFFIXES and path.is_file()]
    refused = 0
    for path in files:
        for number, reason in check_file(root, path, door_headers):
            print(f"{path.relative_to(root)}:{number}: {reason}", file=sys.stderr)
            refused += 1
    if not files:
        sys.exit(f"no source under {root}")
    if refused:
        sys.exit(f"check_includes: {refused} refused in {len(files)} files")
    print(f"check_includes: {len(files)} files, all arrows kept")


if __name__ == "__main__":
    main()
