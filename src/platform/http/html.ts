import fs from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../config.ts';

/** Text that is markup already: made only here (drawn SVG) and shown with `<%-`. */
export type Html = string & { readonly __html: unique symbol };

const folder = path.join(packageRoot, 'node_modules/lucide-static/icons');
const drawn = new Map<string, Html>();

/** An icon of Lucide, hidden from screen readers: the control around it has the name. */
export function icon(name: string): Html {
  let svg = drawn.get(name);
  if (!svg) {
    const shapes = fs.readFileSync(path.join(folder, `${path.basename(name)}.svg`), 'utf8');
    const inner = shapes.slice(shapes.indexOf('>', shapes.indexOf('<svg')) + 1, shapes.lastIndexOf('</svg>'));
    svg = `<svg class="icon" aria-hidden="true" viewBox="0 0 24 24">${inner.trim()}</svg>` as Html;
    drawn.set(name, svg);
  }
  return svg;
}

/** A drawing made by our own code from numbers or by the qrcode package, never from what people typed. */
export function drawing(svg: string): Html {
  return svg as Html;
}
