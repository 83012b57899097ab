/** The clock in front of whoever looks is the only other one that a server without the Internet can be compared with. */
const notice = document.querySelector<HTMLElement>('[data-server-now]');
const told = Date.parse(notice?.dataset.serverNow ?? '');
// Rounded down: the page was some time on its way.
const minutes = Math.floor(Math.abs(Date.now() - told) / 60_000);

if (notice && minutes >= 2) {
  const words = minutes < 120 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`;
  notice.querySelector('[data-difference]')!.textContent = words;
  notice.hidden = false;
}
