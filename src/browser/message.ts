import { followTranscripts } from './review/transcripts.ts';

followTranscripts();
