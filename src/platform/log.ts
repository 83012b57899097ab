import { pino, type Logger } from 'pino';

export type Log = Logger;

/** Secrets are dropped here once more, in case a caller logs a whole request. */
const secret = ['req.headers.cookie', 'req.headers.authorization', '*.password', '*.token', '*.ticket'];

export function createLog(level: string): Log {
  return pino({ level, redact: { paths: secret, censor: '[left out]' } });
}
