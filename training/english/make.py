"""Makes the English model from data to file: teacher, silver labels, student, a narrower student of it, export.

    python make.py --data DIR --out DIR

Resumable: the same command goes on where it was interrupted. Ends with crates/english/model/english.bin replaced.
"""

import argparse
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
TARGET = HERE.parents[1] / "crates/english/model/english.bin"


def run(*command):
    print("$ " + " ".join(map(str, command)), flush=True)
    subprocess.run([sys.executable, *map(str, command)], cwd=HERE, check=True)


def main():
    args = argparse.ArgumentParser()
    args.add_argument("--data", required=True, type=pathlib.Path)
    args.add_argument("--out", required=True, type=pathlib.Path)
    a = args.parse_args()
    data, out = a.data.resolve(), a.out.resolve()
    teacher, student, narrow = out / "teacher", out / "student", out / "narrow"
    run("train.py", "--data", data, "--out", teacher, "--layers", 6, "--epochs", 3)
    run("train.py", "--data", data, "--out", student, "--teacher", teacher / "checkpoint.pt", "--keep", "0,1,3,5", "--epochs", 6)
    run("train.py", "--data", data, "--out", narrow, "--teacher", student / "checkpoint.pt", "--keep", "0,1,2,3", "--inner", 512,
        "--silver", student / "silver.pt", "--epochs", 4)
    run("export.py", "--checkpoint", narrow / "checkpoint.pt", "--out", TARGET)


if __name__ == "__main__":
    main()
