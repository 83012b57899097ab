import { keepDiscussion } from './comments/discussion.ts';
import { narrowPicks } from './message/picks.ts';
import { sendBeats } from './player/beats.ts';
import { leaveWatchedPlayersAlone } from './player/refreshing.ts';
import { followTranscripts } from './review/transcripts.ts';

followTranscripts();
leaveWatchedPlayersAlone();
keepDiscussion();
sendBeats();
narrowPicks();
