import { speechModels } from '../support/world.ts';
import { benchBeats } from './beats.ts';
import { benchBurning } from './burning.ts';
import { benchComposing } from './composing.ts';
import { openDeps } from './deps.ts';
import { folder } from './folder.ts';
import { benchMontage } from './montage.ts';
import { benchPages } from './pages.ts';
import { benchReadiness } from './readiness.ts';
import { benchSearch } from './search.ts';
import { benchSetUp } from './set-up.ts';
import { benchShareable } from './shareable.ts';
import { benchSpeech } from './speech.ts';
import { table } from './table.ts';
import { makeTake, makeVp8Take } from './take.ts';
import { benchThroughput } from './throughput.ts';
import { benchTrim } from './trim.ts';
import { benchUploads } from './uploads.ts';
import { benchWatchable } from './watchable.ts';

const setUp = benchSetUp();
const pages = await benchPages();
const search = await benchSearch();
const beats = await benchBeats();
const take = makeTake();
const composing = await benchComposing();
const shareable = await benchShareable(take);
const watchable = await benchWatchable(take);
const vp8Take = makeVp8Take();
const readiness = await benchReadiness(take, vp8Take);
const burning = await benchBurning(take);
const throughput = await benchThroughput();
const uploads = await benchUploads(take);
const deps = await openDeps({ STORAGE_DIR: folder, SPEECH_MODEL_DIR: speechModels });
const trim = await benchTrim(deps, take);
const montage = await benchMontage(deps, take, vp8Take);
const speech = await benchSpeech(deps);

process.stdout.write(
  table([
    ...setUp,
    ...pages,
    ...search,
    ...beats,
    ...watchable,
    ...composing,
    ...shareable,
    ...readiness,
    ...burning,
    ...throughput,
    ...trim,
    ...montage,
    ...speech,
    ...uploads,
  ]),
);
process.exit();
