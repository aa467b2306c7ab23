# Entities with a transformer: pip install transformers torch
import json
import sys

from transformers import pipeline

ner = pipeline("token-classification", model=sys.argv[1], aggregation_strategy="simple", stride=64)
for line in sys.stdin:
    document = json.loads(line)
    found = [{"start": int(e["start"]), "end": int(e["end"]), "entity_group": e["entity_group"], "score": float(e["score"])}
             for e in ner(document["text"])]
    print(json.dumps({"id": document["id"], "entities": found}), flush=True)
