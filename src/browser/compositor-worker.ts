import type { Order } from './composing/orders.ts';
import { steadily } from './composing/steady.ts';
import { WorkerComposer } from './composing/worker-composer.ts';

let composer: WorkerComposer | undefined;

addEventListener('message', ({ data }: MessageEvent<Order>) => {
  if (data.what === 'beat') steadily(data.fps, () => postMessage('beat'));
  else if (data.what === 'compose') composer = new WorkerComposer(data.width, data.height, data.fps, data.output);
  else if (data.what === 'see') void composer?.see(data.as, data.frames);
  else if (data.what === 'lose') composer?.lose(data.as);
  else if (composer) composer.scene = data.scene;
});
