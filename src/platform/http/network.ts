import { isIPv6 } from 'node:net';
import type { Request } from 'express';

/**
 * Where a request comes from, as limits count it. An IPv6 line has a /64 of addresses (RFC 6177), a new one for each
 * request if it likes: they count as one.
 */
export function networkOf({ ip = '' }: Pick<Request, 'ip'>): string {
  // "::ffff:203.0.113.9" is one address of IPv4.
  if (!isIPv6(ip) || ip.includes('.')) return ip;
  const [before = [], after = []] = ip.split('::').map((half) => half.split(':').filter(Boolean));
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
  const groups = ip.includes('::') ? [...before, ...zeros, ...after] : before;
  return `${groups.slice(0, 4).join(':')}::/64`;
}
