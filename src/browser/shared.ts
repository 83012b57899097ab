import 'htmx.org';
import { keepDiscussion } from './comments/discussion.ts';
import { showMoments } from './message/moments.ts';
import { sendBeats } from './player/beats.ts';
import { leaveWatchedPlayersAlone } from './player/refreshing.ts';
import { followTranscripts } from './review/transcripts.ts';

followTranscripts();
leaveWatchedPlayersAlone();
keepDiscussion();
sendBeats();
showMoments();
