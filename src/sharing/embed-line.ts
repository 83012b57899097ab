/** The one line of HTML that shows a link on another site. Sizes in pixels. */
export function frameLine(url: string, title: string, { width, height }: { width: number; height: number }): string {
  const allow = 'fullscreen; picture-in-picture; autoplay';
  return `<iframe src="${escaped(url)}" title="${escaped(title)}" width="${width}" height="${height}" allow="${allow}" allowfullscreen></iframe>`;
}

function escaped(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);
}
