import { followTranscripts } from './review/transcripts.ts';
import { placeOver } from './over-film/drawings.ts';
import { Board } from './annotating/board.ts';
import { showChosen } from './annotating/chosen.ts';
import { DraftStore } from './annotating/draft.ts';
import { listenToPointers } from './annotating/gestures.ts';
import { Hiding } from './annotating/hiding.ts';
import { listenToKeys } from './annotating/keys.ts';
import { Layer } from './annotating/layer.ts';
import { listMarks } from './annotating/list.ts';
import { Moments } from './annotating/moments.ts';
import { Palette } from './annotating/palette.ts';
import { Saving, type Voice } from './annotating/saving.ts';

/** The page on which an author draws over a recording. */
function start(page: HTMLElement): void {
  const player = page.querySelector<HTMLElement>('[data-player]');
  const film = player?.querySelector('video');
  if (!player || !film) return;
  const part = (name: string) => page.querySelector<HTMLElement>(`[data-${name}]`)!;
  const place = { address: page.dataset.annotating ?? '', token: page.dataset.token ?? '' };
  const voice: Voice = {
    status: (words) => (part('status').textContent = words),
    tell: (sentence) => (part('told').textContent = sentence),
  };

  const board = new Board();
  const moments = new Moments(film, Number(page.dataset.seconds));
  const layer = new Layer(board, moments);
  const palette = new Palette(part('palette'), board);
  const drawing = { board, layer, moments, palette, say: voice.tell };
  placeOver(player, layer.element);
  fitPicture(layer, film);
  listenToPointers(drawing);
  listenToKeys(drawing);
  showChosen(part('chosen'), board, moments);
  listMarks(part('list'), board, moments);
  offerUndo(page, board);
  page.addEventListener('tool', () => layer.element.classList.toggle('drawing', palette.tool !== undefined));

  const saving = new Saving(board, place, new DraftStore(place.address), voice);
  const hiding = new Hiding(part('hiding'), board, place, voice);
  void saving
    .begin()
    .then(() => hiding.begin())
    .then(() => (page.dataset.ready = ''))
    .catch(() => voice.tell('What was drawn before cannot be loaded. Reload the page before you draw.'));
}

function fitPicture(layer: Layer, film: HTMLVideoElement): void {
  const fit = () => film.videoWidth > 0 && layer.fit({ width: film.videoWidth, height: film.videoHeight });
  film.addEventListener('loadedmetadata', fit);
  film.addEventListener('resize', fit);
  fit();
}

function offerUndo(page: HTMLElement, board: Board): void {
  const [undo, redo] = ['undo', 'redo'].map((name) => page.querySelector<HTMLButtonElement>(`[data-${name}]`)!);
  undo?.addEventListener('click', () => board.undo());
  redo?.addEventListener('click', () => board.redo());
  const show = () => {
    if (undo) undo.disabled = !board.canUndo;
    if (redo) redo.disabled = !board.canRedo;
  };
  board.onChange(show);
  show();
}

const page = document.querySelector<HTMLElement>('[data-annotating]');
if (page) start(page);
followTranscripts();
