import { backUp, backUpLater } from './admin/back-up.ts';
import { noteErasures, replayErasures } from './admin/erasures.ts';
import { runAnalysis } from './analysis/run.ts';
import { reconcileUploads } from './media/completion.ts';
import { clipReady } from './media/clip.ts';
import { eraseClips } from './media/erase.ts';
import { deleteOldOriginals } from './media/originals.ts';
import { countRenditions } from './media/space.ts';
import { storyboard } from './media/storyboard.ts';
import { clipIsNeeded, sweepAbandoned, sweepOrphans } from './media/sweep.ts';
import { transcode } from './media/transcode.ts';
import { accountMailKinds } from './notifications/account-mail.ts';
import { sweepMails } from './notifications/mail.ts';
import { mailKinds } from './notifications/mail-kind.ts';
import { sweepNotices } from './notifications/notice.ts';
import { sendMailJob } from './notifications/send.ts';
import { noticeMail, tellNow, tellPeople } from './notifications/tell.ts';
import { isPromptShown } from './forms/prompt.ts';
import { isClipOfMessage } from './messages/message.ts';
import { isClipOfResponse } from './responses/overview.ts';
import { eraseResponse } from './responses/erasure.ts';
import { eraseAbandonedResponses } from './responses/response.ts';
import { tellTeam } from './responses/tell-team.ts';
import { applyRetention } from './responses/retention.ts';
import { sweepSessions } from './platform/http/session-store.ts';
import type { AnyJob } from './platform/jobs/job.ts';
import { sweepJobs } from './platform/jobs/queue.ts';
import type { CronLine } from './platform/jobs/worker.ts';
import { transcribe, transcribeWhenReady } from './transcripts/transcribe.ts';

clipReady.fill(transcribeWhenReady);
clipIsNeeded.fill(
  async ({ db }, clip) =>
    (await isClipOfResponse(db, clip.id)) || (await isPromptShown(db, clip.id)) || isClipOfMessage(db, clip),
);

mailKinds.fill(() => [...accountMailKinds, noticeMail]);

replayErasures.fill(async (deps, erasures) => {
  for (const { kind, id } of erasures)
    if (kind === 'response') await eraseResponse(deps, id, { actorId: null, because: 'restored' });
});

/** Everything that the worker knows how to do. */
export const jobs: AnyJob[] = [
  transcode,
  storyboard,
  transcribe,
  runAnalysis,
  eraseClips,
  tellTeam,
  tellNow,
  sendMailJob,
  backUp,
];

/** When periodic work is done, in UTC. */
export const crons: CronLine[] = [
  { at: '* * * * *', name: 'complete uploads', run: reconcileUploads },
  { at: '17 * * * *', name: 'sweep abandoned uploads', run: sweepAbandoned },
  { at: '7 4 * * *', name: 'sweep orphans', run: sweepOrphans },
  { at: '27 4 * * *', name: 'delete old originals', run: deleteOldOriginals },
  { at: '57 * * * *', name: 'count renditions', run: countRenditions },
  { at: '47 2 * * *', name: 'erase abandoned responses', run: eraseAbandonedResponses },
  { at: '17 2 * * *', name: 'apply retention', run: applyRetention },
  { at: '10 3 * * *', name: 'back up', run: backUpLater },
  { at: '* * * * *', name: 'note erasures', run: noteErasures },
  { at: '27 * * * *', name: 'sweep sessions', run: ({ db, clock }) => sweepSessions(db, clock) },
  { at: '* * * * *', name: 'tell people', run: tellPeople },
  { at: '12 3 * * *', name: 'sweep notices', run: sweepNotices },
  { at: '32 3 * * *', name: 'sweep mails', run: sweepMails },
  { at: '37 3 * * *', name: 'sweep finished jobs', run: ({ db, clock }) => sweepJobs(db, clock) },
];
