import 'htmx.org';
import { showMoments } from './message/moments.ts';
import { followTranscripts } from './review/transcripts.ts';

followTranscripts();
showMoments();
