/** Looks at pages, one after another, until it is told to stop: in a process of its own, so that nothing else delays its watch. */
const [, , cookie = '', ...addresses] = process.argv;
const times: number[] = [];
const over = new AbortController();

process.once('message', () => over.abort());
process.once('disconnect', () => process.exit());
while (!over.signal.aborted) for (const address of addresses) times.push(await look(address));
process.send?.(times);

/** Milliseconds until all of it is here. */
async function look(address: string): Promise<number> {
  const started = performance.now();
  const page = await fetch(address, { headers: { Cookie: cookie, Accept: 'text/html' } });
  await page.text();
  if (page.status !== 200) throw new Error(`${address} was answered ${page.status}`);
  return performance.now() - started;
}
