"""Run a command as a whole process and print its seconds, peak memory and output as one JSON line.

The peak is the largest resident size of the command or of any process it waited for.

    measure.py counterpart fit panel.parquet --formula '...'
"""

import json
import resource
import subprocess
import sys
import time

start = time.perf_counter()
run = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, text=True)
seconds = time.perf_counter() - start
unit = 1 if sys.platform == "darwin" else 1024
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * unit / 2**20
print(json.dumps({"seconds": seconds, "peak_mib": peak, "stdout": run.stdout}))
sys.exit(run.returncode)
