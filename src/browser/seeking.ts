import { onSingleKey } from './player/single-keys.ts';

/** `/` goes to the search box from every page; not where the page has a use of its own for it. */
export function seekBySlash(): void {
  onSingleKey((key) => {
    if (key !== '/' || document.querySelector('[data-key="/"]')) return false;
    const box = [...document.querySelectorAll<HTMLInputElement>('[data-seek]')].find((field) =>
      field.checkVisibility(),
    );
    if (box) box.select();
    else location.assign('/search');
    return true;
  });
}
