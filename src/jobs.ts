import { backUp, backUpLater } from './admin/back-up.ts';
import { noteErasures, replayErasures } from './admin/erasures.ts';
import { readingsIn } from './analysis/read-answer.ts';
import { forgetSaidBy } from './analysis/forgetting.ts';
import { readResponse, readResponseLater, readWhenTranscribed } from './analysis/read.ts';
import { isFilmOfReel } from './analysis/reels/film.ts';
import { followTranscriptInFilms } from './analysis/reels/film-words.ts';
import { makeReel } from './analysis/reels/make-reel.ts';
import { letGo, letGoOfClips } from './analysis/reels/going.ts';
import { runAnalysis } from './analysis/run.ts';
import { readWaiting } from './analysis/waiting.ts';
import { findCommentOfClip } from './comments/comment.ts';
import { sweepUnfinished } from './comments/recording.ts';
import { commented, tellOfComment, whoMaySee } from './comments/tell.ts';
import { reconcileUploads } from './media/completion.ts';
import { clipReady } from './media/clip.ts';
import { editSaved, makeEditAnew } from './media/editing.ts';
import { clipsMadeOf, eraseClips } from './media/erase.ts';
import { makeEdit } from './media/make-edit.ts';
import { deleteOldOriginals } from './media/originals.ts';
import { removeFiles, wholeRemoved } from './media/removal.ts';
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
import { formCreated } from './forms/form.ts';
import { isPromptShown } from './forms/prompt.ts';
import { announceDue } from './messages/announcing.ts';
import { whoMaySee as whoMaySeeMessage } from './messages/discussion.ts';
import { emptyBin, eraseMessage } from './messages/erasure.ts';
import { replyByComment } from './messages/reply.ts';
import { isClipOfMessage, messageOwner } from './messages/message.ts';
import { burnIn } from './messages/burn-in.ts';
import { undoImport } from './responses/import/undo.ts';
import { makeArchive } from './responses/archive.ts';
import { sweepArchives } from './responses/archive-file.ts';
import { isClipOfResponse } from './responses/overview.ts';
import { eraseResponse, madeOfResponse } from './responses/erasure.ts';
import { eraseAbandonedResponses } from './responses/response.ts';
import { readingsOf } from './responses/reading.ts';
import { responseSubmitted } from './responses/submission.ts';
import { tellTeam } from './responses/tell-team.ts';
import { letInMail } from './sharing/request.mail.ts';
import { receiptMail } from './responses/mail.ts';
import { applyRetention, keepAsNewForms } from './responses/retention.ts';
import { sweepCodes } from './sharing/code.ts';
import { codeMail } from './sharing/mail.ts';
import { mailCode } from './sharing/mail-code.ts';
import { sweepSessions } from './platform/http/session-store.ts';
import type { AnyJob } from './platform/jobs/job.ts';
import { sweepJobs } from './platform/jobs/queue.ts';
import type { CronLine } from './platform/jobs/worker.ts';
import { followEdit, forgetRemoved } from './transcripts/edited.ts';
import { transcribe, transcribed, transcribeWhenReady } from './transcripts/transcribe.ts';

madeOfResponse.fill(async (trx, responseId) => {
  await forgetSaidBy(trx, responseId);
  return letGo(trx, { responseId });
});
clipsMadeOf.fill(letGoOfClips);
clipReady.fill(async (deps, clip) => {
  await makeEditAnew(deps, clip);
  await transcribeWhenReady(deps, clip);
});
transcribed.fill(async (db, clipId) => {
  await readWhenTranscribed(db, clipId);
  await followTranscriptInFilms(db, clipId);
});
responseSubmitted.fill(readResponseLater);
readingsOf.fill(readingsIn);
editSaved.fill(followEdit);
formCreated.fill(keepAsNewForms);
wholeRemoved.fill(forgetRemoved);
commented.fill(replyByComment);
whoMaySee.fill(whoMaySeeMessage);
clipIsNeeded.fill(
  async ({ db }, clip) =>
    (await isClipOfResponse(db, clip.id)) ||
    (await isPromptShown(db, clip.id)) ||
    (await findCommentOfClip(db, clip)) !== undefined ||
    (await isFilmOfReel(db, clip)) ||
    isClipOfMessage(db, clip),
);

mailKinds.fill(() => [...accountMailKinds, noticeMail, letInMail, codeMail, receiptMail]);

replayErasures.fill(async (deps, erasures) => {
  for (const { kind, id } of erasures)
    if (kind === 'response') await eraseResponse(deps, id, { actorId: null, because: 'restored' });
    else if (kind === messageOwner) await eraseMessage(deps, id, { actorId: null, because: 'restored' });
});

/** Everything that the worker knows how to do. */
export const jobs: AnyJob[] = [
  transcode,
  storyboard,
  makeEdit,
  removeFiles,
  transcribe,
  readResponse,
  runAnalysis,
  makeReel,
  eraseClips,
  makeArchive,
  undoImport,
  tellTeam,
  tellOfComment,
  tellNow,
  mailCode,
  sendMailJob,
  backUp,
  burnIn,
];

/** When periodic work is done, in UTC. */
export const crons: CronLine[] = [
  { at: '* * * * *', name: 'complete uploads', run: reconcileUploads },
  { at: '* * * * *', name: 'forget archives', run: sweepArchives },
  { at: '17 * * * *', name: 'sweep abandoned uploads', run: sweepAbandoned },
  { at: '7 4 * * *', name: 'sweep orphans', run: sweepOrphans },
  { at: '27 4 * * *', name: 'delete old originals', run: deleteOldOriginals },
  { at: '57 * * * *', name: 'count renditions', run: countRenditions },
  { at: '47 2 * * *', name: 'erase abandoned responses', run: eraseAbandonedResponses },
  { at: '37 2 * * *', name: 'empty the bin', run: emptyBin },
  { at: '17 2 * * *', name: 'apply retention', run: applyRetention },
  { at: '10 3 * * *', name: 'back up', run: backUpLater },
  { at: '* * * * *', name: 'note erasures', run: noteErasures },
  { at: '27 * * * *', name: 'sweep sessions', run: ({ db, clock }) => sweepSessions(db, clock) },
  { at: '* * * * *', name: 'read new answers', run: readWaiting },
  { at: '* * * * *', name: 'announce messages', run: announceDue },
  { at: '* * * * *', name: 'tell people', run: tellPeople },
  { at: '42 3 * * *', name: 'sweep unfinished replies', run: sweepUnfinished },
  { at: '12 3 * * *', name: 'sweep notices', run: sweepNotices },
  { at: '32 3 * * *', name: 'sweep mails', run: sweepMails },
  { at: '22 3 * * *', name: 'sweep codes', run: sweepCodes },
  { at: '37 3 * * *', name: 'sweep finished jobs', run: ({ db, clock }) => sweepJobs(db, clock) },
];
