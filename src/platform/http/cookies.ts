import type { Request } from 'express';

/** The value of a cookie as it was sent, or an empty text. */
export function cookieIn(req: Request, name: string): string {
  const pairs = (req.get('Cookie') ?? '').split(';').map((pair) => pair.trim().split('=', 2));
  return new Map(pairs.map(([key = '', value = '']) => [key, value])).get(name) ?? '';
}
