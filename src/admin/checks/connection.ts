import type { Config } from '../../platform/config.ts';
import type { Check } from './check.ts';

/** How the page was asked for. */
export interface Asked {
  isSecure: boolean;
  hostname: string;
  /** A proxy said how it was asked (X-Forwarded-Proto), whether or not it is trusted. */
  forwarded: string | undefined;
}

/** Browsers give the camera to secure contexts alone (https://www.w3.org/TR/secure-contexts/#is-origin-trustworthy). */
export function checkConnection(
  { secure, trustProxyHops }: Pick<Config, 'secure' | 'trustProxyHops'>,
  asked: Asked,
): Check {
  const part = 'Camera';
  if (asked.forwarded && trustProxyHops === 0) {
    return {
      part,
      tone: 'warning',
      words: 'A proxy stands in front of Reelay, and Reelay does not listen to what it says.',
      todo: 'Set TRUST_PROXY to the number of proxies, usually 1, and restart. Until then everybody seems to come from one address.',
    };
  }
  if (asked.isSecure && !secure) {
    return {
      part,
      tone: 'warning',
      words: 'This address works with the camera, but Reelay has not been told of it.',
      todo: `Set BASE_URL to https://${asked.hostname} and restart: then cookies are sent over HTTPS only, and links in mails are right.`,
    };
  }
  if (asked.isSecure) return { part, tone: 'success', words: 'HTTPS: browsers allow the camera on this address' };
  if (isThisMachine(asked.hostname)) {
    return {
      part,
      tone: secure ? 'success' : 'warning',
      words: 'This address works with the camera on this computer alone.',
      ...(!secure && {
        todo: 'For other people put a proxy with a certificate in front, such as Caddy, and set BASE_URL.',
      }),
    };
  }
  return {
    part,
    tone: 'danger',
    words: 'Browsers will refuse the camera on this address, because it is not HTTPS.',
    todo: 'Put a proxy with a certificate in front, such as Caddy, set BASE_URL to its https address and TRUST_PROXY to 1. The README has the lines.',
  };
}

function isThisMachine(hostname: string): boolean {
  return /^(localhost|.*\.localhost|127(\.\d+){3}|::1|\[::1\])$/.test(hostname);
}
