import type { Express } from 'express';

interface Layer {
  route?: { path: string | RegExp; methods: Record<string, boolean> };
  handle?: { stack?: Layer[] };
}

/** "get /forms", …: as Express has them, so that none can be forgotten. */
export function routesOf(app: Express): string[] {
  const walk = (stack: Layer[]): string[] =>
    stack.flatMap(({ route, handle }) => {
      if (route) return Object.keys(route.methods).map((method) => `${method} ${String(route.path)}`);
      return walk(handle?.stack ?? []);
    });
  return walk((app.router as unknown as { stack: Layer[] }).stack);
}
