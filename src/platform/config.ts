import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { aMailUrl, parseMailbox, parseMailUrl } from './mail-server.ts';

const flag = (value: string | undefined) => (value === '' ? undefined : value);
const text = z.string().optional().transform(flag);
const whole = (fallback: number, least: number, most: number) =>
  z
    .string()
    .optional()
    .transform((value) => flag(value) ?? String(fallback))
    .transform(Number)
    .pipe(z.number('must be a number').int('must be a whole number').min(least).max(most));

/** A text that `parse` understands; `complaint` says what it must be. */
const read = <Value>(parse: (value: string) => Value | undefined, complaint: string) =>
  text.transform((value, context) => {
    const parsed = value === undefined ? undefined : parse(value);
    if (value !== undefined && parsed === undefined) context.addIssue(complaint);
    return parsed;
  });
function isSafeIssuer(address: string): boolean {
  const url = URL.parse(address);
  return (
    url?.protocol === 'https:' || (url?.protocol === 'http:' && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname))
  );
}

const Environment = z.object({
  NODE_ENV: text,
  PORT: whole(3000, 0, 65_535),
  HOST: text.transform((value) => value ?? '0.0.0.0'),
  BASE_URL: text.pipe(z.url('must be an address such as https://video.example.com').optional()),
  STORAGE_DIR: text.transform((value) => value ?? 'storage'),
  OWNER_EMAIL: text.pipe(z.email('must be one mail address').optional()),
  OWNER_PASSWORD: text,
  SMTP_URL: read(parseMailUrl, aMailUrl),
  MAIL_FROM: read(parseMailbox, 'must be one mail address, such as Marlow & Finch <mail@marlow.example>'),
  TRUST_PROXY: whole(0, 0, 10),
  ACCEL_REDIRECT: text.pipe(
    z
      .string()
      .regex(/^\/([\w-]+\/)+$/, 'must be a path such as /protected/')
      .optional(),
  ),
  FFMPEG_PATH: text.transform((value) => value ?? 'ffmpeg'),
  FFPROBE_PATH: text.transform((value) => value ?? 'ffprobe'),
  BACKUP_DIR: text,
  SPEECH_ENGINE: text.transform((value) => value ?? 'auto'),
  SPEECH_MODEL_DIR: text,
  EMBEDDING_MODEL_DIR: text,
  MAX_UPLOAD_MB: whole(4096, 1, 1_000_000),
  JOB_CONCURRENCY: whole(1, 1, 16),
  OIDC_ISSUER: text.pipe(
    z
      .url('must be an address such as https://accounts.example.com')
      .refine(isSafeIssuer, 'must begin with https:// (http:// works only on this machine)')
      .optional(),
  ),
  OIDC_CLIENT_ID: text,
  OIDC_CLIENT_SECRET: text,
  LOG_LEVEL: text
    .transform((value) => value ?? 'info')
    .pipe(z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])),
});

export type Config = ReturnType<typeof readConfig>;

/** The folder that holds package.json; the same from `src/` and from `dist/src/`. */
export const packageRoot = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)),
  import.meta.url.endsWith('.ts') ? '../..' : '../../..',
);

/** A setting that stops the start; its message names the variable. */
export class ConfigError extends Error {}

/** @throws ConfigError with a sentence for every wrong value */
export function readConfig(environment: Record<string, string | undefined>) {
  const parsed = Environment.safeParse(environment);
  if (!parsed.success) {
    throw new ConfigError(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'));
  }
  const env = parsed.data;
  if (!env.OWNER_EMAIL !== !env.OWNER_PASSWORD) {
    throw new ConfigError('OWNER_EMAIL and OWNER_PASSWORD go together: set both or neither.');
  }
  const mailFrom = env.MAIL_FROM ?? parseMailbox(env.SMTP_URL?.user ?? '');
  if (env.SMTP_URL && !mailFrom) {
    throw new ConfigError('MAIL_FROM goes with SMTP_URL: set it to the address from which mail is sent.');
  }
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = env;
  const provider = issuer && clientId && clientSecret ? { issuer, clientId, clientSecret } : undefined;
  if (!provider && (issuer || clientId || clientSecret)) {
    throw new ConfigError('OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET go together: set all three or none.');
  }
  const storageDir = path.resolve(packageRoot, env.STORAGE_DIR);
  return {
    production: env.NODE_ENV === 'production',
    port: env.PORT,
    host: env.HOST,
    baseUrl: env.BASE_URL?.replace(/\/+$/, ''),
    secure: env.BASE_URL?.startsWith('https:') ?? false,
    storageDir,
    backupDir: path.resolve(packageRoot, env.BACKUP_DIR ?? path.join(storageDir, 'backups')),
    /** A folder that somebody named may be a disk that is not mounted: only our own is made where it is missing. */
    backupDirIsOurs: env.BACKUP_DIR === undefined,
    ownerEmail: env.OWNER_EMAIL,
    ownerPassword: env.OWNER_PASSWORD,
    mailServer: env.SMTP_URL,
    mailFrom,
    /** The company's own accounts (OpenID Connect); undefined where people sign in with passwords alone. */
    provider,
    trustProxyHops: env.TRUST_PROXY,
    /** Where nginx finds `clips/`; undefined where this process sends media itself. */
    accelRedirect: env.ACCEL_REDIRECT,
    ffmpegPath: env.FFMPEG_PATH,
    ffprobePath: env.FFPROBE_PATH,
    speechEngine: env.SPEECH_ENGINE,
    speechModelDir: path.resolve(packageRoot, env.SPEECH_MODEL_DIR ?? path.join(storageDir, 'models')),
    /** A folder with a sentence-transformer; undefined for the model that is shipped. */
    embeddingModelDir: env.EMBEDDING_MODEL_DIR && path.resolve(packageRoot, env.EMBEDDING_MODEL_DIR),
    maxUploadBytes: env.MAX_UPLOAD_MB * 1024 * 1024,
    jobConcurrency: env.JOB_CONCURRENCY,
    logLevel: env.LOG_LEVEL,
  };
}
