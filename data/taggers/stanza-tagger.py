# Entities with Stanza: pip install stanza && python3 -c 'import stanza; stanza.download ("en")'
import json
import sys

import stanza

nlp = stanza.Pipeline(sys.argv[1], processors="tokenize,ner", download_method=None, verbose=False)
for line in sys.stdin:
    document = json.loads(line)
    spans = [{"start": entity.start_char, "end": entity.end_char, "label": entity.type, "text": entity.text}
             for entity in nlp(document["text"]).ents]
    print(json.dumps({"id": document["id"], "spans": spans}), flush=True)
