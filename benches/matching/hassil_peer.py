"""Matches the lines of a file with hassil: `hassil_peer.py SENTENCES.yaml LINES.txt`.

Prints a JSON object a line: what was understood, and the seconds that it took.
"""

import json
import sys
import time

from hassil import Intents, recognize_best

with open(sys.argv[1], encoding="utf-8") as file:
    intents = Intents.from_yaml(file)
with open(sys.argv[2], encoding="utf-8") as file:
    lines = file.read().splitlines()
# What is made at the first use is not what is measured.
for line in lines:
    recognize_best(line, intents, best_slot_name="product")
for line in lines:
    started = time.perf_counter()
    found = recognize_best(line, intents, best_slot_name="product")
    seconds = time.perf_counter() - started
    slots = {name: str(entity.text).strip() for name, entity in found.entities.items()} if found else {}
    print(json.dumps({"intent": found and found.intent.name, "slots": slots, "seconds": seconds}))
