import type { Response } from 'express';

/** Lets these origins, and no others, show the page in a frame (CSP Level 3, frame-ancestors). */
export function allowFrames(res: Response, origins: readonly string[]): void {
  const policy = String(res.getHeader('Content-Security-Policy'));
  const ancestors = origins.length > 0 ? origins.join(' ') : "'none'";
  res.set('Content-Security-Policy', policy.replace(/frame-ancestors [^;]*/, `frame-ancestors ${ancestors}`));
  // It knows no list of sites.
  if (origins.length > 0) res.removeHeader('X-Frame-Options');
  res.set('Cross-Origin-Resource-Policy', 'cross-origin');
}
