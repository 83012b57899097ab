/** `npm run bench:analysis`: how good and how dear the analysis is. With sizes (`-- 100 1000`) it measures those. */
import { clinic, feedback60, gym, volunteers } from '../../support/answers.ts';
import { corpusOf } from './corpus.ts';
import { benchCost } from './cost.ts';
import { readyEngine } from './engine.ts';
import { benchLearning } from './learning.ts';
import { line } from './print.ts';
import { asRecognised, benchWords } from './recognised.ts';
import { benchFeelings, benchSentiment } from './sentiment.ts';
import { benchThemes } from './themes.ts';

const sizes = process.argv.slice(2).map(Number);
const { id } = await readyEngine();
line(
  `Engine ${id}. The method was tuned on the first three sets, and the list of common topics was written by someone who`,
);
line('knew what the first two are about. Nothing was tuned on the last: expect as much of other answers.');
line();

const [sixty, hospital, sports, bank] = [feedback60(), clinic(), gym(), volunteers()];
const corpora = {
  sixty: await corpusOf(sixty),
  hospital: await corpusOf(hospital.answers),
  sports: await corpusOf(sports.answers),
  bank: await corpusOf(bank.answers),
};
await benchThemes('feedback60', corpora.sixty);
const heard = await asRecognised(sixty);
if (heard) await benchThemes('feedback60, read aloud by espeak-ng and recognised', await corpusOf(heard));
else line('feedback60 as recognised speech: not measured, for there is no espeak-ng to read it aloud');
await benchThemes('feedback-clinic (spoken style)', corpora.hospital);
await benchThemes('feedback-gym (spoken style)', corpora.sports);
await benchThemes('feedback-volunteers (spoken style, held out)', corpora.bank);
line();

line('Described themes: answers that come to theirs after so many corrections a theme (ten, or all but two)');
await benchLearning('feedback60', corpora.sixty, {
  delivery: 'Delivery, shipping and packaging',
  pricing: 'Prices, payment and value for money',
  support: 'How customer support treats people',
  app: 'The app and the website',
  quality: 'How well the product is made',
  onboarding: 'Getting started, instructions and training',
});
await benchLearning('feedback-clinic', corpora.hospital, hospital.descriptions);
await benchLearning('feedback-gym', corpora.sports, sports.descriptions);
await benchLearning('feedback-volunteers', corpora.bank, bank.descriptions);
line();

await benchSentiment();
line('Sentiment of whole answers');
await benchFeelings('feedback60', sixty);
await benchFeelings('feedback-clinic', hospital.answers);
await benchFeelings('feedback-gym', sports.answers);
await benchFeelings('feedback-volunteers', bank.answers);
line();

await benchWords();
line();

line('Time and memory of the engine’s process, after transcription (goal: 1,000 answers in 60 s and 500 MB)');
for (const size of sizes.length > 0 ? sizes : [100, 1000, 5000]) await benchCost(size);
process.exit(0);
