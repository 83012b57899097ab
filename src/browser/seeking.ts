import { onSingleKey } from './player/single-keys.ts';

/** `/` goes to the search box, on every page alike. */
export function seekBySlash(): void {
  onSingleKey((key) => {
    if (key !== '/') return false;
    const box = [...document.querySelectorAll<HTMLInputElement>('[data-seek]')].find((field) =>
      field.checkVisibility(),
    );
    if (!box) location.assign('/search');
    box?.focus();
    box?.select();
    return true;
  });
}
