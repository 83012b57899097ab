import { leaveWatchedPlayersAlone } from './player/refreshing.ts';
import { copyQuotes } from './review/quote.ts';
import { pinQuotes } from './review/pinning.ts';
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
pinQuotes();
offerWholeResponse();
listenToReviewKeys();
leaveWatchedPlayersAlone();
