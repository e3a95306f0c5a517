"""SSL Workbench: train your own models from unlabelled data, on your own computer."""

import os

# Threads that wait for work sleep instead of spinning: on a machine that does other things too (a
# window among them) spinning costs more than it saves. It must be said before torch is loaded.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
