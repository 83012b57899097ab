/** `npm run train:sentiment`: makes the weights that are shipped for the default engine. */
import fs from 'node:fs';
import path from 'node:path';
import { useLite } from '../../../src/analysis/engines/use-lite.ts';
import { trainSentiment } from '../../../src/analysis/sentiment/training.ts';
import { toBlob } from '../../../src/analysis/vector.ts';
import { packageRoot } from '../../../src/platform/config.ts';

const weights = toBlob(await trainSentiment(await useLite.load())).toString('base64');
const file = path.join(packageRoot, 'src/analysis/sentiment/default-weights.ts');
fs.writeFileSync(
  file,
  `import { fromBlob } from '../vector.ts';

/** For the vectors of the default engine: made by \`npm run train:sentiment\`, not written by hand. */
export const defaultWeights = fromBlob(
  Buffer.from(
    // prettier-ignore
    '${weights}',
    'base64',
  ),
);
`,
);
console.log(`${file}: ${weights.length} characters`);
process.exit(0);
