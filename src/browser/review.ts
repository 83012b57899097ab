import { copyQuotes } from './review/quote.ts';
import { findInTranscripts } from './review/find.ts';
import { selectInPhrases } from './review/selecting.ts';
import { followTranscripts } from './review/transcripts.ts';
import { keepNotesAtTheMoment } from './review/notes.ts';
import { listenToReviewKeys } from './review/keys.ts';
import { offerWholeResponse } from './review/whole-bar.ts';

followTranscripts();
keepNotesAtTheMoment();
findInTranscripts();
selectInPhrases();
copyQuotes();
offerWholeResponse();
listenToReviewKeys();

/** A player is not replaced by its better rendition while somebody watches it; the next refresh will. */
document.addEventListener('htmx:before:request', (event) => {
  const fragment = event.target instanceof Element ? event.target.closest('[data-refreshes-media]') : null;
  const media = fragment?.querySelector<HTMLMediaElement>('video, audio');
  if (media && (!media.paused || media.currentTime > 0) && !media.ended) event.preventDefault();
});
