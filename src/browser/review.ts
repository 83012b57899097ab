import { copyQuotes } from './review/quote.ts';
import { selectInPhrases } from './review/selecting.ts';
import { followTranscripts } from './review/transcripts.ts';
import { keepNotesAtTheMoment } from './review/notes.ts';
import { listenToReviewKeys } from './review/keys.ts';

followTranscripts();
keepNotesAtTheMoment();
selectInPhrases();
copyQuotes();
listenToReviewKeys();

/** A player is not replaced by its better rendition while somebody watches it; the next refresh will. */
document.addEventListener('htmx:before:request', (event) => {
  const fragment = event.target instanceof Element ? event.target.closest('[data-refreshes-media]') : null;
  const media = fragment?.querySelector<HTMLMediaElement>('video, audio');
  if (media && (!media.paused || media.currentTime > 0) && !media.ended) event.preventDefault();
});
