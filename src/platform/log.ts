import { AsyncLocalStorage } from 'node:async_hooks';
import { pino, type Logger } from 'pino';

export type Log = Logger;

/** Secrets are dropped here once more, in case a caller logs a whole request. */
const secret = ['req.headers.cookie', 'req.headers.authorization', '*.password', '*.token', '*.ticket'];

const request = new AsyncLocalStorage<string>();

/** Whatever `work` logs, now or later, carries the id of its request. */
export function duringRequest(id: string, work: () => void): void {
  request.run(id, work);
}

/** The id of the request that is being answered, if one is. */
export function requestId(): string | undefined {
  return request.getStore();
}

export function createLog(level: string): Log {
  const mixin = () => ({ requestId: requestId() });
  return pino({ level, mixin, redact: { paths: secret, censor: '[left out]' } });
}
