import { speechModels } from '../support/world.ts';
import { benchBeats } from './beats.ts';
import { openDeps } from './deps.ts';
import { folder } from './folder.ts';
import { benchPages } from './pages.ts';
import { benchReadiness } from './readiness.ts';
import { benchSetUp } from './set-up.ts';
import { benchSpeech } from './speech.ts';
import { table } from './table.ts';
import { makeTake, makeVp8Take } from './take.ts';
import { benchThroughput } from './throughput.ts';
import { benchUploads } from './uploads.ts';
import { benchWatchable } from './watchable.ts';

const setUp = benchSetUp();
const pages = await benchPages();
const beats = await benchBeats();
const take = makeTake();
const watchable = await benchWatchable(take);
const readiness = await benchReadiness(take, makeVp8Take());
const throughput = await benchThroughput();
const uploads = await benchUploads(take);
const speech = await benchSpeech(await openDeps({ STORAGE_DIR: folder, SPEECH_MODEL_DIR: speechModels }));

process.stdout.write(
  table([...setUp, ...pages, ...beats, ...watchable, ...readiness, ...throughput, ...speech, ...uploads]),
);
process.exit();
