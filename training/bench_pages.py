"""Pages a second of `detente read` beside trafilatura (PyPI), on the same files, on one core, in turn.

    python3 training/bench_pages.py FOLDER --program target/release/detente [--rounds 3] [--python PROGRAM]

FOLDER holds pages in HTML. Seconds are those of the processor, so that other work on the machine counts little; the
start of either program is in them once for all pages. PROGRAM is an interpreter that has trafilatura.
"""

import argparse
import os
import pathlib
import statistics
import subprocess
import sys

RIVAL = """
import pathlib, sys, trafilatura
for page in sorted(pathlib.Path(sys.argv[1]).glob("*.html")):
    trafilatura.bare_extraction(page.read_bytes(), with_metadata=True, include_comments=False)
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--program", default="target/release/detente")
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    count = len(list(options.folder.glob("*.html")))
    commands = {
        "detente": [options.program, "read", str(options.folder), "-f", "jsonl", "--jobs", "1"],
        "trafilatura": [options.python, "-c", RIVAL, str(options.folder)],
    }
    rates = {name: [] for name in commands}
    for _ in range(options.rounds):
        for name, command in commands.items():
            rates[name].append(count / seconds(command))
    medians = {name: statistics.median(values) for name, values in rates.items()}
    for name, median in medians.items():
        print(f"{name:12} {median:7.1f} pages/s, median of {options.rounds} ({count} pages)")
    print(f"ratio {medians['detente'] / medians['trafilatura']:.1f}")


def seconds(command):
    """Seconds of the processor that a command takes."""
    before = os.times()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


if __name__ == "__main__":
    main()
