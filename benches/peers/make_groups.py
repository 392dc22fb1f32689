#!/usr/bin/env python3
"""Write many small panels of make_panel.py to one Parquet file, one row group a panel, sorted by product.

    make_groups.py --groups 2000 --out groups.parquet
"""

import argparse

import pyarrow as pa
import pyarrow.parquet as pq

from make_panel import SEED, make_panel

COLUMNS = ["origin", "dest", "year", "value", "fta", "tariff"]

p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
p.add_argument("--groups", type=int, required=True)
p.add_argument("--regions", type=int, default=60)
p.add_argument("--years", type=int, default=10)
p.add_argument("--out", required=True)
a = p.parse_args()
writer = None
for group in range(a.groups):
    panel = make_panel(a.regions, a.years, SEED + group).select(COLUMNS)
    product = pa.array([f"P{group + 1:05d}"] * panel.num_rows).dictionary_encode()
    panel = panel.append_column("product", product)
    if writer is None:
        writer = pq.ParquetWriter(a.out, panel.schema, compression="zstd")
    writer.write_table(panel)
writer.close()
