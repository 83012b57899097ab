export function line(text = ''): void {
  process.stdout.write(`${text}\n`);
}

export function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`;
}
