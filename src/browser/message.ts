import { keepDiscussion } from './comments/discussion.ts';
import { leaveWatchedPlayersAlone } from './player/refreshing.ts';
import { followTranscripts } from './review/transcripts.ts';

followTranscripts();
leaveWatchedPlayersAlone();
keepDiscussion();
