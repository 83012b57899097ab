import { keepDiscussion } from './comments/discussion.ts';
import { narrowPicks } from './message/picks.ts';
import { sendBeats } from './player/beats.ts';
import { followNow } from './player/now.ts';
import { leaveWatchedPlayersAlone } from './player/refreshing.ts';
import { followTranscripts } from './review/transcripts.ts';

followTranscripts();
followNow();
leaveWatchedPlayersAlone();
keepDiscussion();
sendBeats();
narrowPicks();
