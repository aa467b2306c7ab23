// Persons, places and organizations with compromise: npm install compromise
const nlp = require('compromise');
const lines = require('readline').createInterface({ input: process.stdin });

const kinds = { Person: d => d.people(), Place: d => d.places(), Organization: d => d.organizations() };

lines.on('line', line => {
  const { id, text } = JSON.parse(line);
  const document = nlp(text);
  const spans = [];
  for (const [type, find] of Object.entries(kinds))
    for (const { offset } of find(document).json({ offset: true })) {
      const words = text.substr(offset.start, offset.length).replace(/[\s\p{P}]+$/u, '').replace(/'s$|’s$/, '');
      const before = /^[\s\p{P}]*/u.exec(words)[0].length;
      if (words.length > before)
        spans.push({ type, start: offset.start + before, end: offset.start + words.length, words: words.slice(before) });
    }
  console.log(JSON.stringify({ id, spans }));
});
