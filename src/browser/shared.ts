import 'htmx.org';
import { showMoments } from './message/moments.ts';
import { sendBeats } from './player/beats.ts';
import { followTranscripts } from './review/transcripts.ts';

followTranscripts();
sendBeats();
showMoments();
