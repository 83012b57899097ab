import { narrowPicks } from './message/picks.ts';
import { sendBeats } from './player/beats.ts';
import { followNow } from './player/now.ts';
import { followTranscripts } from './review/transcripts.ts';

followTranscripts();
followNow();
sendBeats();
narrowPicks();
