"""scripts/check_includes.py catches planted faults: each case is a file, a line, and what must be said of it."""
import pathlib
import subprocess
import sys
import tempfile
import unittest

SCRIPT = pathlib.Path(__file__).resolve().parent.parent / "scripts" / "check_includes.py"

# Headers that stand in every case.
HEADERS = {
    "entente/base/hash.h": "",
    "entente/record/names.h": "// Names. Private to record/.\n",
    "entente/record/event.h": "",
    "entente/lexicon/lexicon.h": "",
    "entente/lexicon/image.h": "",
    "entente/read/reader.h": "",
    "entente/read/features.h": "",
    "entente/store/store.h": "",
    "entente/store/journal.h": "",
    "entente/entente.h": '#include "entente/read/reader.h"\n#include "entente/record/event.h"\n',
    "entente/read/CMakeLists.txt": "entente_stage(read DOOR reader.h USES base)\n",
    "entente/store/CMakeLists.txt": "# DOOR journal.h\nentente_stage(store DOOR store.h USES base)\n",
    "entente/lexicon/CMakeLists.txt": "entente_stage(lexicon DOOR lexicon.h USES base)\n",
}
# file, text, and the reason that must be given, with its line; None: nothing to refuse
CASES = [
    ("entente/code/a.cc", '#include "entente/lexicon/lexicon.h"\n#include <vector>\n', None),
    ("entente/read/a.cc", '#include "entente/read/features.h"\n', None),
    ("entente/train/a.cc", '#include "entente/read/features.h"\n', None),
    ("entente/pipeline/a.cc", '#include "entente/store/store.h"\n', None),
    ("entente/base/a.cc", "#include <utf8proc.h>\n", None),
    ("examples/a.cc", '#include "entente/entente.h"\n', None),
    ("entente/code/a.cc", '\n#include "entente/read/reader.h"\n', "2: .*code/ may include .*, not read/"),
    ("entente/base/a.cc", '#include "entente/record/event.h"\n', "1: .*base/ may include nothing of ours"),
    ("entente/store/a.cc", ' #  include "entente/lexicon/lexicon.h"\n', "1: .*not lexicon/"),
    ("entente/cli/a.cc", '#include "entente/store/journal.h"\n', "1: .*only the door of store/.*: store.h"),
    ("entente/pipeline/a.cc", '#include "entente/read/features.h"\n', "1: .*only the door of read/"),
    ("entente/code/a.cc", '#include "entente/lexicon/image.h"\n', "1: .*only the door of lexicon/"),
    ("entente/code/a.cc", '#include "entente/record/names.h"\n', "1: .*private to record/"),
    ("entente/read/a_test.cc", '#include "entente/code/b.h"\n', "1: .*no such file"),
    ("entente/code/a.cc", "#include <utf8proc.h>\n", "1: .*known to base/ alone"),
    ("entente/show/a.cc", "#include <duckdb.h>\n", "1: .*known to store/ alone"),
    ("entente/code/a.cc", '#include "words.h"\n', "1: .*whole path"),
    ("entente/code/a.cc", '#include "entente/entente.h"\n', "1: .*face"),
    ("entente/newcomer/a.cc", "", "1: .*no arrows"),
    ("entente/entente.h", '#include "entente/record/event.h"\n#include "entente/read/features.h"\n', "2: .*gathers the doors"),
    ("examples/a.cc", '#include "entente/read/reader.h"\n', "1: .*an example includes"),
]


class CheckIncludes(unittest.TestCase):
    def run_case(self, file, text):
        with tempfile.TemporaryDirectory() as folder:
            for name, content in {**HEADERS, file: text}.items():
                path = pathlib.Path(folder) / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(content, encoding="utf-8")
            return subprocess.run([sys.executable, SCRIPT, folder], capture_output=True, text=True, timeout=60)

    def test_cases(self):
        for file, text, reason in CASES:
            with self.subTest(file=file, text=text):
                done = self.run_case(file, text)
                if reason is None:
                    self.assertEqual((done.returncode, done.stderr), (0, ""))
                else:
                    self.assertEqual(done.returncode, 1)
                    self.assertRegex(done.stderr, f"(?m)^{file}:{reason}")

    def test_nothing_to_check(self):
        with tempfile.TemporaryDirectory() as folder:
            done = subprocess.run([sys.executable, SCRIPT, folder], capture_output=True, text=True, timeout=60)
            self.assertNotEqual(done.returncode, 0)


if __name__ == "__main__":
    unittest.main()
