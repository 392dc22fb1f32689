#!/usr/bin/env python3
"""Time every demeaner of pyfixest that is installed, each fit a process of its own, in turn (A B C A B C ...).

Prints a Markdown table of medians; demeaners that need a package which is not installed are skipped by name.
It tells which of them `cargo xtask bench` has to measure against.

    time_backends.py --panel panel_M.parquet --model fe3
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from statistics import median

HERE = Path(__file__).parent
# Demeaner as time_pyfixest.py names it, and the package it needs beside pyfixest. Without a preconditioner
# (within-off) LSMR does not converge on these panels.
NEEDS = {"rust": None, "within": None, "within-diag": None, "numba": "numba", "jax": "jax"}


def measure(backend: str, a: argparse.Namespace) -> dict:
    fit = [sys.executable, str(HERE / "time_pyfixest.py"), "--panel", a.panel, "--model", a.model]
    fit += ["--backend", backend, "--fits", "1", "--threads", str(a.threads)]
    run = subprocess.run([sys.executable, str(HERE / "measure.py"), *fit], stdout=subprocess.PIPE, text=True, check=True)
    measured = json.loads(run.stdout)
    return {**json.loads(measured["stdout"]), **{k: measured[k] for k in ("seconds", "peak_mib")}}


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--panel", required=True)
    p.add_argument("--model", choices=("fe3", "fe2"), default="fe3")
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--runs", type=int, default=3)
    a = p.parse_args()
    installed = [name for name, needs in NEEDS.items() if needs is None or importlib.util.find_spec(needs)]
    for name in NEEDS.keys() - set(installed):
        print(f"skipped: {name} (not installed)", file=sys.stderr)
    runs: dict[str, list[dict]] = {name: [] for name in installed}
    for _ in range(a.runs):
        for name in installed:
            runs[name].append(measure(name, a))
    print("| panel | model | demeaner | seconds | of which demeaning | MiB | first estimate |\n|---|---|---|---|---|---|---|")
    for name, of in runs.items():
        seconds, peak = (median(run[key] for run in of) for key in ("seconds", "peak_mib"))
        demeaning = median(run["fits"][0]["demean_s"] for run in of)
        estimate = next(iter(of[0]["coef"].values()))
        print(f"| {of[0]['panel']} | {a.model} | {name} | {seconds:.2f} | {demeaning:.2f} | {peak:.0f} | {estimate:.6f} |")


if __name__ == "__main__":
    main()
