import 'htmx.org';
import { followTranscripts } from './review/transcripts.ts';

followTranscripts();
