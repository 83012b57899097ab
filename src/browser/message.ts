import { narrowPicks } from './message/picks.ts';
import { sendBeats } from './player/beats.ts';
import { followTranscripts } from './review/transcripts.ts';

followTranscripts();
sendBeats();
narrowPicks();
