import type { Shape } from '../wire/shapes.ts';

const svgNamespace = 'http://www.w3.org/2000/svg';

/** An SVG element with attributes and children; texts become text, never markup. */
export function svg<Name extends keyof SVGElementTagNameMap>(
  name: Name,
  attributes: Record<string, string | number> = {},
  ...children: (Element | string)[]
): SVGElementTagNameMap[Name] {
  const made = document.createElementNS(svgNamespace, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.append(...children);
  return made;
}

/** What was drawn, as elements. */
export function elementOf({ name, attributes, children }: Shape): SVGElement {
  return svg(name, attributes, ...children.map((child) => (typeof child === 'string' ? child : elementOf(child))));
}
