import { expect } from 'chai';
import type { Annotation, Point } from '../../src/browser/wire/annotation.ts';
import { readAnnotations } from '../../src/messages/annotation.input.ts';
import { figure, stroke, words } from './annotations.ts';

const points = (count: number): Point[] => Array.from({ length: count }, (_, i) => [i / count, 0.5]);
const read = (annotations: unknown, seconds = 10) => readAnnotations({ annotations, revision: 3 }, seconds);

const refused: [string, () => unknown, RegExp][] = [
  ['a stroke of a million points', () => [{ ...stroke(), points: points(1_000_000) }], /at most 2,000 points/],
  [
    'more points than all strokes may have',
    () => Array.from({ length: 11 }, () => stroke({ points: points(2000) })),
    /20,000/,
  ],
  ['201 annotations', () => Array.from({ length: 201 }, () => figure('box')), /at most 200 annotations/],
  ['a span past the end', () => [figure('box', { span: { start: 9, end: 11 } })], /last longer than the recording/],
  ['a span that ends before it begins', () => [figure('box', { span: { start: 3, end: 2 } })], /end after it begins/],
  ['a span before the beginning', () => [figure('box', { span: { start: -1, end: 2 } })], /before the recording/],
  ['a place outside of the picture', () => [figure('arrow', { to: [0.5, 1.2] })], /outside of the picture/],
  ['points that are no numbers', () => [stroke({ points: [['x', null]] as never })], /outside of the picture/],
  ['a number that JSON does not have', () => [figure('arrow', { to: [NaN, 0] })], /outside of the picture/],
  ['a text of 501 characters', () => [words({ text: 'x'.repeat(501) })], /at most 500 characters/],
  ['a text without words', () => [words({ text: ' \n ' })], /Write a text/],
  ['a colour that is markup', () => [figure('box', { colour: '"><script>' as never })], /could not read/],
  ['two with one id', () => [figure('box', { id: 'a' }), figure('box', { id: 'a' })], /could not read/],
  ['a kind that nobody knows', () => [{ ...figure('box'), kind: 'redact' }], /could not read/],
  ['something that is no list', () => 'box', /could not read/],
];

describe('what a page may draw over a recording', () => {
  for (const [what, make, sentence] of refused) {
    it(`is not ${what}`, () => {
      expect(() => read(make())).to.throw(sentence);
    });
  }

  it('is a drawing of every kind, kept as it was drawn', () => {
    const drawn: Annotation[] = [
      stroke(),
      figure('arrow'),
      figure('box'),
      figure('ellipse'),
      words(),
      { ...words(), kind: 'step', text: '' },
    ];
    expect(read(drawn)).to.deep.equal({ annotations: drawn, revision: 3 });
  });

  it('is a text with markup in it, but without what no text can hold', () => {
    const [annotation] = read([words({ text: '<b>&\u0000\u0007\ud800\r\nnext\t👩‍💻' })]).annotations;
    expect(annotation).to.have.property('text', '<b>&\nnext\t👩‍💻');
  });

  it('may last to the end of a recording whose length nobody knows yet', () => {
    const late = figure('box', { span: { start: 900, end: 905 } });
    expect(readAnnotations({ annotations: [late], revision: 0 }).annotations).to.deep.equal([late]);
  });
});
