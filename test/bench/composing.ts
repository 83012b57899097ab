import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { listShelf } from '../../src/messages/library.ts';
import { timesOf } from '../support/packets.ts';
import { Tabs } from './hidden-tab.ts';
import { withProduct, type Product } from './product.ts';
import type { Row } from './row.ts';
import { signIn } from './sign-in.ts';

const perSecond = 30;
const [warmUpSeconds, recordedSeconds] = [2, 10];

/** Pictures per second of a recording of screen and camera, 720p, while another tab lies over the one that records. */
export function benchComposing(): Promise<Row[]> {
  return withProduct(async (product) => {
    await product.start();
    const tabs = new Tabs();
    try {
      await recordHidden(product, tabs);
    } finally {
      tabs.close();
    }
    const [message] = await listShelf(product.deps.db, product.owner.id, { shelf: 'mine' }, undefined, 1);
    const times = timesOf(path.join(product.deps.storage.clip(message!.clipId), 'original'), 'v');
    const counted = times.filter((time) => time >= warmUpSeconds && time < recordedSeconds);
    return [
      {
        name: 'Composed 720p recording, its tab hidden: pictures per second',
        unit: '',
        ours: counted.length / (recordedSeconds - warmUpSeconds),
        theirs: perSecond,
        goal: { atLeastRatio: 0.8 },
      },
    ];
  });
}

async function recordHidden(product: Product, tabs: Tabs): Promise<void> {
  for (const cookie of (await signIn(product)).split('; ')) {
    const [name, value] = [cookie.slice(0, cookie.indexOf('=')), cookie.slice(cookie.indexOf('=') + 1)];
    await tabs.ask('Storage.setCookies', { cookies: [{ name, value, url: product.origin }] });
  }
  const tab = await tabs.open(`${product.origin}/messages/new`);
  // A page that is just being left answers nothing.
  const until = async (condition: string) => {
    while (!(await tab.run<boolean>(condition).catch(() => false))) await pause(50);
  };
  const shown = (part: string) => `document.querySelector('[data-part="${part}"]')?.checkVisibility()`;
  const press = (selector: string) => tab.run(`document.querySelector('${selector}').click()`);
  await until(`document.querySelector('[data-records="screen"]')?.checkVisibility()`);
  await press('[data-records="screen"]');
  await until(shown('record'));
  await press('[data-part="record"]');
  await until(shown('pause'));
  await tabs.open('about:blank');
  if ((await tab.run('document.visibilityState')) !== 'hidden') throw new Error('The tab is not hidden');
  await pause((recordedSeconds + 1) * 1000);
  await press('[data-part="record"]');
  // All of it is on the server; nothing more happens by itself, for no browser lets a hidden page have the clipboard.
  await until(shown('open-it'));
}
