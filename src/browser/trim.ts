import 'htmx.org';
import { Edit } from './trimming/edit.ts';
import { showList } from './trimming/list.ts';
import { drawStrip } from './trimming/pictures.ts';
import { playWhatIsLeft } from './trimming/playing.ts';
import { fetchEdit, saveOnPress } from './trimming/saving.ts';
import { Selection } from './trimming/selection.ts';
import { offerSilences } from './trimming/silences.ts';
import { showStrip } from './trimming/strip.ts';
import { showTools } from './trimming/tools.ts';
import { showWords } from './trimming/words.ts';

const place = document.querySelector<HTMLElement>('[data-trim]');
if (place) await begin(place);

async function begin(place: HTMLElement): Promise<void> {
  const { edit: url = '', token = '', whole = '' } = place.dataset;
  const known = await fetchEdit({ url, token });
  const edit = new Edit(known.cuts, known.seconds ?? 0);
  const selection = new Selection();
  const media = place.querySelector<HTMLMediaElement>('[data-media]')!;
  const seek = (at: number) => (media.currentTime = Math.min(at, edit.seconds - 0.01));
  showStrip(place.querySelector<HTMLElement>('[data-strip]')!, edit, selection, seek);
  void drawStrip(place.querySelector('canvas')!, whole, edit.seconds);
  playWhatIsLeft(media, place, edit);
  showTools(place, edit, selection, () => media.currentTime);
  showList(place.querySelector<HTMLElement>('[data-cuts]')!, edit);
  const words = place.querySelector<HTMLElement>('[data-transcript]');
  if (words) showWords(words, edit, selection, seek);
  offerSilences(place, whole, edit, selection);
  saveOnPress(place.querySelector<HTMLElement>('[data-saving]')!, { url, token }, edit, known);
  place.dataset.ready = '';
}
