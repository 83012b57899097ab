import { expect } from 'chai';
import type { Placement } from '../../src/analysis/themes/arrangement.ts';
import { nameThemes } from '../../src/analysis/themes/naming.ts';
import { commonTopics } from '../../src/analysis/themes/common-topics.ts';
import { adjustedRand } from '../bench/analysis/agreement.ts';
import { rightness, sureness } from '../bench/analysis/calibration.ts';
import { corpusOf, mainThemes, type Corpus } from '../bench/analysis/corpus.ts';
import { readyEngine } from '../bench/analysis/engine.ts';
import { aboutThemes, judgedSentences, themesOf } from '../bench/analysis/found.ts';
import { learningCurve } from '../bench/analysis/learning.ts';
import { feedback60, gym, volunteers } from '../support/answers.ts';

const found = async (corpus: Corpus) => {
  const { topics, embed } = await readyEngine();
  return themesOf(corpus, topics, embed);
};
const agreementOf = (corpus: Corpus, placements: Placement[]) =>
  adjustedRand(...aboutThemes(corpus.answers, mainThemes(corpus, placements)));

// What is measured here is printed by `npm run bench:analysis`; each limit is well below it, for a broken method to fail.
describe('someone who has answers sorted into themes', () => {
  it('finds about those that a person would, where answers name their subject', async () => {
    const corpus = await corpusOf(feedback60());
    const themes = await found(corpus);
    expect(agreementOf(corpus, themes.placements)).to.be.greaterThan(0.65);
    const judged = judgedSentences(corpus, themes);
    expect(sureness(judged)).to.be.closeTo(rightness(judged), 0.12);
  });

  it('finds muddled ones where answers do not, and is told how muddled they are', async () => {
    const corpus = await corpusOf(volunteers().answers);
    const themes = await found(corpus);
    expect(agreementOf(corpus, themes.placements)).to.be.greaterThan(0.15);
    const judged = judgedSentences(corpus, themes);
    expect(sureness(judged)).to.be.closeTo(rightness(judged), 0.2);
  });

  it('sees more answers come to their themes with each few examples', async () => {
    const { answers, descriptions } = gym();
    const curve = await learningCurve(await corpusOf(answers), descriptions, [0, 2, 10], 3);
    const [none, , ten] = curve.map(({ judged }) => rightness(judged));
    expect(ten).to.be.greaterThan(none! + 0.07);
  });

  const said = (personId: string, text: string) => {
    const about = (i: number) => Number(i === 0);
    return {
      personId,
      text,
      sentence: Float32Array.from([1, 0]),
      topicShares: Float32Array.from(commonTopics, (_, i) => 0.01 + 0.03 * about(i)),
    };
  };
  const embed = async (texts: string[]) => texts.map(() => Float32Array.from([1, 0]));

  it('reads names of things in a heading, neither swear words nor what anybody does', async () => {
    const [theme] = await nameThemes(
      [
        [
          said('a', 'They called me about the bloody car park, and the ticket machine'),
          said('b', 'I called, and the bloody car park was full and the ticket machine broke'),
        ],
      ],
      embed,
    );
    expect(theme!.name.toLowerCase()).to.contain('car park').and.contain('ticket machine');
    expect(theme!.name.toLowerCase()).to.not.match(/bloody|called/);
  });

  it('reads a question mark behind a name that is only a guess', async () => {
    const [theme] = await nameThemes([[said('a', 'It was late again'), said('b', 'They came too early')]], embed);
    expect(theme!.name).to.match(/\?$/);
  });

  it('reads no subject in a heading that the model guesses and nobody mentions', async () => {
    const sentence = Float32Array.from([1, 0]);
    const wheelchairs = commonTopics.findIndex(({ name }) => name === 'Access for disabled people');
    const topicShares = Float32Array.from(commonTopics, (_, i) => (i === wheelchairs ? 0.5 : 0.01));
    const [theme] = await nameThemes(
      [
        ['The rowing machine creaks', 'I like the rowing machine best', 'The treadmill stops by itself'].map(
          (text, i) => ({ personId: String(i), text, sentence, topicShares }),
        ),
      ],
      embed,
    );
    expect(theme!.name).to.equal('Rowing machine');
  });

  it('can tell two headings apart where both say nothing', async () => {
    const sentence = Float32Array.from([1, 0]);
    const topicShares = Float32Array.from(commonTopics, () => 0.01);
    const theme = (text: string) => [{ personId: 'a', text, sentence, topicShares }];
    const named = await nameThemes([theme('It was fine by me really'), theme('Oh yes I would say so')], embed);
    expect(named.map(({ name }) => name)).to.deep.equal(['Unnamed theme', 'Unnamed theme 2']);
  });
});
