# Entities with spaCy: pip install spacy && python3 -m spacy download en_core_web_sm
import json
import sys

import spacy

nlp = spacy.load(sys.argv[1])
for line in sys.stdin:
    document = json.loads(line)
    spans = [{"start": entity.start_char, "end": entity.end_char, "label": entity.label_, "text": entity.text}
             for entity in nlp(document["text"]).ents]
    print(json.dumps({"id": document["id"], "spans": spans}), flush=True)
