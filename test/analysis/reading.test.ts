import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { endEngines } from '../../src/analysis/engine-process.ts';
import { useLite } from '../../src/analysis/engines/use-lite.ts';
import { keyPhrases, looksEnglish } from '../../src/analysis/phrases.ts';
import { passagesOf, sentencesOf, sentencesSpoken } from '../../src/analysis/sentence.ts';
import { defaultWeights } from '../../src/analysis/sentiment/default-weights.ts';
import { combined, sentimentOf, toSentiment, type Sentiment } from '../../src/analysis/sentiment/sentiment.ts';
import * as films from '../media/films.ts';
import { analyse, answered } from '../support/answers.ts';
import { recordedResponse } from '../support/recorded.ts';
import { writeTinyModel } from '../support/tiny-model.ts';
import { makeWorld } from '../support/world.ts';

describe('an answer is read', () => {
  after(endEngines);

  it('sentence by sentence, also where a transcript cut one in two or nobody put a full stop', () => {
    expect(sentencesOf('It was late.  Really late! Why?').map(({ text }) => text)).to.deep.equal([
      'It was late.',
      'Really late!',
      'Why?',
    ]);
    const spoken = sentencesSpoken([
      { start: 1, end: 3, text: 'I like to be where' },
      { start: 3, end: 5, text: 'the pumps are.' },
      { start: 6, end: 7, text: 'Yes.' },
    ]);
    expect(spoken).to.deep.equal([
      { start: 1, end: 5, text: 'I like to be where the pumps are.' },
      { start: 6, end: 7, text: 'Yes.' },
    ]);
    expect(sentencesOf('and then '.repeat(50)).every(({ text }) => text.split(' ').length <= 40)).to.equal(true);
    expect(sentencesOf('')).to.deep.equal([]);
  });

  it('with neighbours: three sentences at most, and a last word stays with those before it', () => {
    const texts = (count: number) =>
      Array.from({ length: count }, (_, i) => ({ text: `Sentence ${i} is about as long as most.` }));
    expect(passagesOf(texts(5))).to.deep.equal([
      [0, 1, 2],
      [3, 4],
    ]);
    expect(passagesOf([...texts(3), { text: 'Thanks.' }])).to.deep.equal([[0, 1, 2, 3]]);
  });

  it('for how fast somebody spoke, how long, and how long they were silent', async () => {
    const world = await makeWorld();
    const form = await answered(world, []);
    const segments = [{ start: 0.5, end: 3.5, text: 'The courier left my parcel in the rain and it was soaked.' }];
    await recordedResponse(world, form, [{ film: films.phoneFilm(4), segments }]);
    await analyse(world, form.id);
    const row = await world.db('analysed_answers').first();
    expect(row).to.include({ language: 'en', words: 12, feeling: 'negative' });
    expect(row.words_per_minute).to.equal(Math.round((12 / row.talk_seconds) * 60));
    expect(row.talk_seconds).to.be.within(2.9, 4.1);
    expect(JSON.parse(row.key_phrases)).to.include('courier left');
  });

  it('for its feeling: clear praise, clear complaint, and what is neither', async () => {
    const engine = await useLite.load();
    const feel = async (text: string): Promise<Sentiment> =>
      sentimentOf(text, (await engine.embed([text]))[0]!, defaultWeights);
    expect(await feel('I love it, the team was wonderful and kind.')).to.include({ feeling: 'positive' });
    expect(await feel('Terrible service, rude staff and I want my money back.')).to.include({ feeling: 'negative' });
    expect(await feel('1234')).to.deep.equal({ value: 0, feeling: 'neutral', confidence: 1, neutral: 1 });
    const good = { sentiment: await feel('This is great!'), length: 14 };
    const bad = { sentiment: await feel('This is awful!'), length: 14 };
    expect(good.sentiment.value).to.be.within(0.5, 1);
    expect(bad.sentiment.value).to.be.within(-1, -0.5);
    expect(combined([good, bad]).feeling).to.equal('neutral');
    expect(combined([])).to.include({ value: 0, feeling: 'neutral' });
  });

  it('for what is only told: nothing felt, praise between the lines, and a no that makes good of bad', async () => {
    const engine = await useLite.load();
    const feel = async (text: string) => sentimentOf(text, (await engine.embed([text]))[0]!, defaultWeights).feeling;
    expect(await feel('I went there on a Tuesday with my sister.')).to.equal('neutral');
    expect(await feel('The office is on the second floor.')).to.equal('neutral');
    expect(await feel('It came a day earlier than you promised.')).to.equal('positive');
    expect(await feel('It was not bad at all.')).to.equal('positive');
    expect(await feel('It was not good at all.')).to.equal('negative');
    expect(await feel('Nobody called me back.')).to.equal('negative');
  });

  it('as a whole: what is told does not hide what is felt, and nothing felt stays nothing', () => {
    const told = { sentiment: toSentiment(0.05, 0.9), length: 60 };
    const felt = { sentiment: toSentiment(-0.9, 0.05), length: 30 };
    expect(combined([told, told, felt]).feeling).to.equal('negative');
    expect(combined([told, told]).feeling).to.equal('neutral');
    expect(combined([told, told]).confidence).to.be.closeTo(0.9, 1e-9);
  });

  it('for what it speaks of, and for whether it is in English', () => {
    expect(keyPhrases('The tracking page never loads. The tracking page is slow.')[0]).to.equal('tracking page');
    expect(looksEnglish('I think that it was a very good day for all of us')).to.equal(true);
    expect(looksEnglish('Das Paket kam leider viel zu spät bei uns an')).to.equal(false);
    expect(looksEnglish('これは日本語です')).to.equal(false);
  });

  it('again, once the engine is another one, which learns feelings by itself', async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'reelay-model-'));
    const world = await makeWorld();
    const form = await answered(world, [
      'It was good, all in all, as it has to be.',
      'It was bad from the first day to the last.',
    ]);
    await analyse(world, form.id);
    const sizeOf = async () => (await world.db('sentences').first<{ vector: Buffer }>('vector')).vector.length / 4;
    expect(await sizeOf()).to.equal(512);
    writeTinyModel(path.join(folder, 'tiny'));
    world.config = { ...world.config, embeddingModelDir: path.join(folder, 'tiny') };
    await analyse(world, form.id);
    expect(await sizeOf()).to.equal(3);
    expect(await world.db('sentiment_models').pluck('engine')).to.match(/^tiny-/);
    expect(await world.db('sentences').orderBy('text').pluck('feeling')).to.deep.equal(['negative', 'positive']);
    fs.rmSync(folder, { recursive: true });
  });
});
