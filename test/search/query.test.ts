import { expect } from 'chai';
import { excerptOf } from '../../src/search/excerpt.ts';
import { toMatch } from '../../src/search/query.ts';

const match = (text: string) => toMatch(text, { columns: ['said'] });

describe('what somebody writes in the search box', () => {
  it('means all words, the last perhaps unfinished until a space says otherwise', () => {
    expect(match('Broken pump ')).to.equal('{said} : ("Broken" AND "pump")');
    expect(match('broken pum')).to.equal('{said} : ("broken" AND ("pum"*))');
    expect(match('pumpi')).to.equal('{said} : (("pumpi"* OR "pumping"))');
  });

  it('may hold phrases, beginnings and words to leave out', () => {
    expect(match('"wrong cable" -boss ')).to.equal('{said} : (("wrong cable") NOT (("boss" OR "boß")))');
    expect(match('“night shift” cab* -"van driver"')).to.equal(
      '{said} : (("night shift" AND ("cab"*)) NOT ("van driver"))',
    );
    expect(match('"not clos')).to.equal('{said} : (("not clos"*))');
  });

  it('is never taken for FTS5’s own language, and may be nothing at all', () => {
    for (const nothing of ['', ' ', '"', '-', '""', '*', '-"', '😀', ')', '-boss', '--- ***']) {
      expect(match(nothing), nothing).to.equal(undefined);
    }
    expect(match('a AND (b NEAR c) ')).to.equal('{said} : ("a" AND "AND" AND "b" AND "NEAR" AND "c")');
    expect(match(`title:x' OR 1=1; `)).to.equal('{said} : ("title x" AND "OR" AND "1 1")');
    expect(match('word '.repeat(500))!.split('AND')).to.have.length.at.most(16);
  });
});

describe('an excerpt', () => {
  const marked = (text: string) => text.replaceAll('[', '\uE000').replaceAll(']', '\uE001');
  const shown = (text: string) =>
    excerptOf(marked(text))
      ?.parts.map(({ text, found }) => (found ? `[${text}]` : text))
      .join('');

  it('shows the place where most of what was looked for stands together', () => {
    const far = 'And then we waited. '.repeat(20);
    expect(shown(`The [pump] was old. ${far}It was the [cable] that broke the [pump] then. ${far}`)).to.match(
      /^….*It was the \[cable\] that broke the \[pump\] then\. .* …$/,
    );
    expect(excerptOf(marked('One [two] three'))).to.deep.include({ at: 4 });
  });

  it('survives marks that somebody typed', () => {
    expect(shown('a] b [c')).to.equal(undefined);
    expect(shown('[[a] b]')).to.equal('[a] b');
  });
});
