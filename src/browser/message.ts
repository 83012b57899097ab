import { narrowPicks } from './message/picks.ts';
import { followTranscripts } from './review/transcripts.ts';

followTranscripts();
narrowPicks();
