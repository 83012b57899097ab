import path from 'node:path';
import ejs from 'ejs';
import express, { type Express, type Request, type RequestHandler } from 'express';
import { packageRoot, type Config } from '../config.ts';
import { icon } from './html.ts';
import * as words from './words.ts';

declare global {
  // oxlint-disable-next-line typescript/no-namespace -- the way Express types are extended
  namespace Express {
    interface Response {
      /** Renders a view inside a layout (`app`, `public` or `embed`; `public` unless somebody is signed in). */
      page(view: string, locals: { title: string; layout?: 'app' | 'public' | 'embed'; [name: string]: unknown }): void;
    }
  }
}

/** Sets up EJS, what every view may call, and `res.page`. */
export function useViews(app: Express): void {
  app.set('views', path.join(packageRoot, 'views'));
  app.set('view engine', 'ejs');
  app.enable('view cache');
  app.engine('ejs', (file, locals, done) => void ejs.renderFile(file, locals as ejs.Data, { cache: true }, done));
  Object.assign(app.locals, { icon, ...words });
  app.use(pages);
}

const pages: RequestHandler = (req, res, next) => {
  res.locals.path = req.path;
  res.page = (view, { layout, ...locals }) => {
    res.render(view, locals, (error: Error | null, body: string) => {
      if (error) return next(error);
      res.render(`layouts/${layout ?? (res.locals.member ? 'app' : 'public')}`, { ...locals, body });
    });
  };
  next();
};

/** Long-lived files: bundles, style sheets, pictures of the product itself. */
export function staticFiles(production: boolean): RequestHandler {
  return express.static(path.join(packageRoot, 'public'), {
    maxAge: production ? '1h' : 0,
    index: false,
    setHeaders: (res, file) => {
      if (/-[A-Z0-9]{8}\.js$/.test(file)) res.setHeader('Cache-Control', 'public, max-age=31536000, immutable');
    },
  });
}

/** A request without a body, or with one of no kind that is read here, is one with no fields. */
export const noBody: RequestHandler = (req, _res, next) => {
  req.body ??= {};
  next();
};

/** Lets an HTML form say PUT, PATCH or DELETE in a field `_method`. */
export const formMethods: RequestHandler = (req, _res, next) => {
  const wanted: unknown = (req.body as Record<string, unknown> | undefined)?._method;
  if (req.method === 'POST' && typeof wanted === 'string' && /^(PUT|PATCH|DELETE)$/.test(wanted)) req.method = wanted;
  next();
};

/** What links to this server begin with. */
export function baseUrl(config: Config, req: Request): string {
  return config.baseUrl ?? `${req.protocol}://${req.get('Host')}`;
}

/** Only a path of this server: a link to sign in must not lead elsewhere. */
export function localPath(wanted: unknown): string {
  const url = typeof wanted === 'string' ? URL.parse(wanted, 'http://here.invalid') : undefined;
  return url?.host === 'here.invalid' && !url.pathname.startsWith('//') ? url.pathname + url.search : '/forms';
}
