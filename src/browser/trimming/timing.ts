/** "1:02.5": a moment to the tenth of a second. */
export function moment(seconds: number): string {
  const tenths = Math.round(seconds * 10);
  const [minutes, rest] = [Math.floor(tenths / 600), tenths % 600];
  return `${minutes}:${String(Math.floor(rest / 10)).padStart(2, '0')}.${rest % 10}`;
}

/** "12.5 seconds". */
export function length(seconds: number): string {
  const tenths = Math.round(seconds * 10) / 10;
  return `${tenths} ${tenths === 1 ? 'second' : 'seconds'}`;
}
