import { iconOf } from './marks.ts';
import { figureOf, lengthOf, playerOf, type Discussion } from './place.ts';

const mostAtOnce = 4;

/** A reaction rises over the picture from where it was said; not for people who want no motion. */
export function floatUp(discussion: Discussion, sign: string, count = 1): void {
  const [figure, player] = [figureOf(discussion), playerOf(discussion)];
  if (!figure || !player || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  const share = Math.min(1, player.currentTime / (lengthOf(player) || 1));
  for (let i = 0; i < Math.min(count, mostAtOnce); i++) {
    const icon = iconOf(sign, discussion.element);
    if (!icon) return;
    const float = document.createElement('span');
    float.className = 'float';
    float.dataset.sign = sign;
    float.ariaHidden = 'true';
    float.style.insetInlineStart = `calc(${share * 90}% + ${i * 12}px)`;
    float.style.animationDelay = `${i * 150}ms`;
    float.append(icon);
    float.addEventListener('animationend', () => float.remove());
    figure.append(float);
  }
}
