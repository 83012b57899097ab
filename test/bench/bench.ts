import { speechModels } from '../support/world.ts';
import { openDeps } from './deps.ts';
import { folder } from './folder.ts';
import { benchPages } from './pages.ts';
import { benchReadiness } from './readiness.ts';
import { benchSpeech } from './speech.ts';
import { table } from './table.ts';
import { makeTake } from './take.ts';
import { benchUploads } from './uploads.ts';

const pages = await benchPages();
const take = makeTake();
const readiness = await benchReadiness(take);
const uploads = await benchUploads(take);
const speech = await benchSpeech(await openDeps({ STORAGE_DIR: folder, SPEECH_MODEL_DIR: speechModels }));

process.stdout.write(table([...pages, ...readiness, ...speech, ...uploads]));
process.exit();
