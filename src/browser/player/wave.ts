const [width, height, step] = [600, 84, 6];
const svgNamespace = 'http://www.w3.org/2000/svg';

/** Draws the sound, what has been heard in the accent. Without it its place is given up. */
export async function drawWave(place: HTMLElement, media: HTMLMediaElement): Promise<void> {
  const answer = await fetch(place.dataset.wave ?? '');
  if (!answer.ok) return place.remove();
  const peaks: number[] = await answer.json();
  const bars = asPath(peaks);
  const heard = element('rect', { width: '0', height: String(height) });
  const clip = element('clipPath', { id: `heard-${place.closest('[data-player]')?.id}` }, heard);
  const picture = element('svg', { class: 'wave', viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: 'none' });
  picture.setAttribute('aria-hidden', 'true');
  picture.append(clip, element('path', { d: bars }));
  picture.append(element('path', { d: bars, class: 'played', 'clip-path': `url(#${clip.id})` }));
  place.replaceChildren(picture);
  media.addEventListener('timeupdate', () => {
    const share = Number.isFinite(media.duration) ? media.currentTime / media.duration : 0;
    heard.setAttribute('width', String(share * width));
  });
}

/** One upright stroke for every `step`, as tall as the loudest of its peaks. */
function asPath(peaks: number[]): string {
  const count = width / step;
  const loudest = Math.max(1, ...peaks);
  const strokes = Array.from({ length: count }, (_, i) => {
    const stretch = peaks.slice(Math.floor((i * peaks.length) / count), Math.ceil(((i + 1) * peaks.length) / count));
    const tall = Math.max(3, (Math.max(0, ...stretch) / loudest) * (height - 8));
    return `M${(i + 0.5) * step} ${((height - tall) / 2).toFixed(1)}v${tall.toFixed(1)}`;
  });
  return strokes.join('');
}

function element(name: string, attributes: Record<string, string>, ...children: Element[]): SVGElement {
  const made = document.createElementNS(svgNamespace, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}
