import { followNow } from './player/now.ts';
import { followTranscripts } from './review/transcripts.ts';

followTranscripts();
followNow();
