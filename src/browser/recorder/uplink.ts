import type { Sender } from '../answering/requests.ts';

const remembered = 'reelay uplink';

/** What the line to the server carried when it was last measured, in bits per second. */
export function knownUplink(): number | undefined {
  const text = sessionStorage.getItem(remembered);
  return text === null ? undefined : Number(text);
}

export function rememberUplink(bitsPerSecond: number): void {
  sessionStorage.setItem(remembered, String(Math.round(bitsPerSecond)));
}

/**
 * A take that piled up while it was recorded shows what the line carries; one that did not only shows that it was
 * enough.
 */
export function rememberUplinkOf({ unsentBytes, bytes, seconds }: OnItsWay): void {
  if (seconds < 5 || unsentBytes < muchUnsent) return;
  rememberUplink(((bytes - unsentBytes) * 8) / seconds);
}

/** What is sent of a take when it has just been stopped. */
interface OnItsWay {
  bytes: number;
  unsentBytes: number;
  seconds: number;
}

const muchUnsent = 512 * 1024;

const [shortProbe, longProbe] = [64 * 1024, 512 * 1024];
const longestMs = 4000;

/** Sends some noise that the server drops, twice: the better of the two counts. Undefined when it cannot be reached. */
export async function measureUplink(sender: Sender): Promise<number | undefined> {
  const first = await rateOf(sender, shortProbe);
  if (first === undefined) return undefined;
  // A short probe measures the way there and back; where that flew, a longer one tells more.
  const second = await rateOf(sender, first > 1_000_000 ? longProbe : shortProbe);
  const best = Math.max(first, second ?? 0);
  rememberUplink(best);
  return best;
}

/** Bits per second. */
async function rateOf(sender: Sender, bytes: number): Promise<number | undefined> {
  const seconds = await secondsFor(sender, bytes);
  return seconds === undefined ? undefined : (bytes * 8) / seconds;
}

async function secondsFor({ base, token }: Sender, bytes: number): Promise<number | undefined> {
  const begun = performance.now();
  const request = fetch(`${base}/uplink`, {
    method: 'POST',
    body: noise(bytes),
    headers: { 'Content-Type': 'application/octet-stream', 'X-Token': token },
    signal: AbortSignal.timeout(longestMs),
  });
  const reached = await request.then(
    ({ ok }) => ok,
    (error: Error) => error.name === 'TimeoutError',
  );
  return reached ? (performance.now() - begun) / 1000 : undefined;
}

/** Nothing on the way can make it smaller. */
function noise(bytes: number): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(bytes);
  for (let at = 0; at < bytes; at += 65_536) crypto.getRandomValues(all.subarray(at, at + 65_536));
  return all;
}
