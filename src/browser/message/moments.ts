const dayMs = 86_400_000;

/** Shows moments as this browser's clock has them; without script they stand there by their author's. */
export function showMoments(now = new Date()): void {
  for (const time of document.querySelectorAll<HTMLTimeElement>('time[data-moment]')) {
    const moment = new Date(time.dateTime);
    if (!Number.isNaN(moment.getTime())) time.textContent = dayAndTime(moment, now);
  }
}

/** "Thursday 17:00" within the coming six days, else "23 November 2026 at 17:00". */
function dayAndTime(moment: Date, now: Date): string {
  const ahead = Math.round((startOfDay(moment) - startOfDay(now)) / dayMs);
  const isNear = moment >= now && ahead <= 6;
  const style: Intl.DateTimeFormatOptions = isNear
    ? { weekday: 'long', hour: '2-digit', minute: '2-digit' }
    : { dateStyle: 'long', timeStyle: 'short' };
  return new Intl.DateTimeFormat('en-GB', style).format(moment);
}

function startOfDay(moment: Date): number {
  return new Date(moment).setHours(0, 0, 0, 0);
}
