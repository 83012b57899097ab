import compression from 'compression';
import express, { type Express, type RequestHandler } from 'express';
import { ownAccountRoutes } from './accounts/account.routes.ts';
import { codeRoutes } from './accounts/code.routes.ts';
import { joinRoutes } from './accounts/join.routes.ts';
import { accountMail, mailIsOn } from './accounts/mail.ts';
import { isReviewer, noReviewers, offersByRole } from './accounts/reviewer.ts';
import { accountRoutes } from './accounts/routes.ts';
import { readResponseLater } from './analysis/read.ts';
import { followCorrection } from './analysis/run.ts';
import { readingRoutes } from './analysis/reading.routes.ts';
import { numbersRoutes } from './analysis/numbers.routes.ts';
import { forgetReelsOf } from './analysis/reels/deletion.ts';
import { checkMayBeShared } from './analysis/reels/agreement.ts';
import { filmRoutes } from './analysis/reels/film.routes.ts';
import { findReelClip, findSharedReel, isReel, mayShareReel } from './analysis/reels/film.ts';
import { followCorrectionInFilms } from './analysis/reels/film-words.ts';
import { itemRoutes } from './analysis/reels/item.routes.ts';
import { reelOwner, reelsToAddTo as listReelsToAddTo } from './analysis/reels/reel.ts';
import { showSharedReel } from './analysis/reels/shared.ts';
import { reelRoutes } from './analysis/reels/routes.ts';
import { teachingRoutes } from './analysis/teaching.routes.ts';
import { acrossRoutes } from './analysis/across.routes.ts';
import { acrossForms, ofForm } from './analysis/place.ts';
import { themeRoutes } from './analysis/theme.routes.ts';
import { adminsOnly, membersOnly, signInFirst } from './accounts/guards.ts';
import { sessions } from './accounts/session.ts';
import { branding } from './accounts/brand.ts';
import { brandRoutes } from './accounts/brand.routes.ts';
import { providerRoutes } from './accounts/provider.routes.ts';
import { setupRoutes } from './accounts/setup.routes.ts';
import { signInLinkRoutes } from './accounts/sign-in-link.routes.ts';
import { twoFactorRoutes } from './accounts/two-factor.routes.ts';
import { backupRoutes } from './admin/backup.routes.ts';
import { jobRoutes } from './admin/jobs.routes.ts';
import { mailRoutes } from './admin/mail.routes.ts';
import { modelRoutes } from './admin/models.routes.ts';
import { auditRoutes } from './admin/audit.routes.ts';
import { overviewRoutes } from './admin/overview.routes.ts';
import { peopleRoutes } from './admin/people.routes.ts';
import { personRoutes } from './admin/person.routes.ts';
import { settingsRoutes } from './admin/settings.routes.ts';
import { retentionRoutes } from './admin/retention.routes.ts';
import { storageRoutes } from './admin/storage.routes.ts';
import { sendAccountMail } from './notifications/account-mail.ts';
import { findMailSource } from './notifications/mail-server.ts';
import { notificationRoutes, unreadNotices } from './notifications/routes.ts';
import { chapterRoutes } from './messages/chapters.routes.ts';
import { wordsRoutes } from './messages/words.routes.ts';
import { posterRoutes } from './messages/poster.routes.ts';
import { trimRoutes } from './messages/trim.routes.ts';
import { unsubscribeRoutes } from './notifications/unsubscribe.routes.ts';
import { promptRoutes } from './forms/prompt.routes.ts';
import { publicationRoutes } from './forms/publication.routes.ts';
import { questionRoutes } from './forms/question.routes.ts';
import { reviewersRoutes } from './forms/reviewers.routes.ts';
import { formListRoutes } from './forms/list.routes.ts';
import { formRoutes } from './forms/routes.ts';
import { clipsOfResponses } from './forms/deletion.ts';
import { responseCounts } from './forms/list.ts';
import { enterBehindLink } from './comments/behind-link.ts';
import { findCommentOfClip } from './comments/comment.ts';
import type { Enter } from './comments/place.ts';
import { reactionRoutes } from './comments/reaction.routes.ts';
import { replyRoutes } from './comments/reply.routes.ts';
import { commentRoutes } from './comments/routes.ts';
import { jobs } from './jobs.ts';
import { clipAccess } from './media/clip.ts';
import { receiveFile } from './media/file.ts';
import { mediaRoutes } from './media/routes.ts';
import { uploadRoutes } from './media/upload.ts';
import { archiveRoutes } from './responses/archive.routes.ts';
import { answerRoutes } from './responses/answer.routes.ts';
import { answerCorrected } from './responses/correction.ts';
import { answerCorrectionRoutes } from './responses/correction.routes.ts';
import { answeringRoutes } from './responses/answering.routes.ts';
import { countResponses, findVisibleClip, listClipsOfForm } from './responses/overview.ts';
import { importRoutes, mostImportBytes } from './responses/import.routes.ts';
import { importsRoutes } from './responses/imports.routes.ts';
import { personalDataRoutes } from './responses/personal-data.routes.ts';
import { reelsToAddTo } from './responses/quote.ts';
import { quoteRoutes } from './responses/quotes.routes.ts';
import { previewRoutes } from './responses/preview.routes.ts';
import { retryRoutes } from './responses/retry.routes.ts';
import { reviewRoutes } from './responses/review.routes.ts';
import { statusRoutes } from './responses/status.routes.ts';
import { tableRoutes } from './responses/table.routes.ts';
import { answerWordsRoutes } from './responses/words.routes.ts';
import { enterMessage, findMessageReply } from './messages/discussion.ts';
import { annotationRoutes } from './messages/annotation.routes.ts';
import { burnedInRoutes, sharedBurnedInRoutes } from './messages/burned-in.routes.ts';
import { findMessageClip, findSharedMessage, mayShareMessage, messageOwner } from './messages/message.ts';
import { messageBeatRoutes } from './messages/beats.routes.ts';
import { editRoutes } from './messages/edit.routes.ts';
import { messageRecordingRoutes } from './messages/recording.routes.ts';
import { inboxRoutes, unseenMessages } from './messages/inbox.routes.ts';
import { recipientRoutes } from './messages/recipients.routes.ts';
import { arrivedRoutes } from './messages/arrived.routes.ts';
import { libraryRoutes } from './messages/library.routes.ts';
import { messageRoutes } from './messages/routes.ts';
import { drawnOverSubject } from './messages/shown.ts';
import { sharedMessageRoutes, showSharedMessage } from './messages/shared.routes.ts';
import { searchRoutes } from './search/routes.ts';
import { beatRoutes } from './sharing/beats.routes.ts';
import { embedRoutes } from './sharing/embed.routes.ts';
import { gateRoutes } from './sharing/gate.routes.ts';
import { linkRoutes } from './sharing/links.routes.ts';
import { sharedMediaRoutes } from './sharing/media.routes.ts';
import { requestRoutes, requestingRoutes } from './sharing/request.routes.ts';
import { namedRoutes } from './sharing/named.routes.ts';
import { oembedRoutes } from './sharing/oembed.routes.ts';
import { checkShareable, drawnOverShared, mayShare, sharedSubject, showShared } from './sharing/subject.ts';
import { watchedRoutes } from './sharing/watched.routes.ts';
import { transcriptRoutes } from './transcripts/routes.ts';
import type { Deps } from './platform/deps.ts';
import { turnAwayWhileDraining } from './platform/draining.ts';
import { readiness } from './platform/readiness.ts';
import { csrfProtection, csrfTokens } from './platform/http/csrf.ts';
import { errorHandler, NotFound } from './platform/http/errors.ts';
import { pathsOnly, sameSiteOnly } from './platform/http/guards.ts';
import { requestIds } from './platform/http/request-id.ts';
import { securityHeaders } from './platform/http/headers.ts';
import { receiveSmallFile } from './platform/http/small-file.ts';
import { formMethods, noBody, staticFiles, useViews } from './platform/http/page.ts';

/** Every mount point, public ones first. */
export function createApp(deps: Deps): Express {
  connect();
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', deps.config.trustProxyHops);
  app.use(requestIds, pathsOnly, securityHeaders(deps.config), turnAwayWhileDraining);
  useViews(app);

  app.get('/healthz', (_req, res) => void res.json({ status: 'ok' }));
  app.get('/readyz', readiness(deps));
  app.use(uploadRoutes(deps));
  app.use(compression(), staticFiles(deps.config.production));
  app.use(sameSiteOnly, express.urlencoded({ extended: false, limit: '1mb' }), noBody);
  app.use(['/f', '/s'], express.json({ limit: '1mb' }));
  app.use(formMethods);
  app.use(beatRoutes(deps));
  app.use(brandRoutes(deps), branding(deps));
  app.use(answeringRoutes(deps));
  app.use(unsubscribeRoutes(deps), embedRoutes(deps), oembedRoutes(deps));

  app.use(sessions(deps), csrfTokens, offersByRole);
  app.use(gateRoutes(deps), namedRoutes(deps), requestingRoutes(deps), sharedBurnedInRoutes(deps));
  app.use(sharedMediaRoutes(deps), sharedMessageRoutes(deps), discussion(deps, '/s/:token', enterBehindLink));
  app.use('/account/portrait', membersOnly, receiveSmallFile('portrait', 10_000_000));
  app.use('/admin/settings/logo', membersOnly, adminsOnly, receiveSmallFile('logo', 2_000_000));
  app.use('/messages/file', membersOnly, noReviewers, receiveFile(deps, 'file'));
  app.use('/forms/:id/import', membersOnly, noReviewers, receiveSmallFile('file', mostImportBytes));
  app.use('/messages/:id/poster', membersOnly, noReviewers, receiveSmallFile('poster', 10_000_000));
  app.use(csrfProtection);
  app.use(unreadNotices(deps), unseenMessages(deps));
  app.get('/', (req, res) => res.redirect(req.member ? '/forms' : '/sign-in'));
  app.use(setupRoutes(deps), providerRoutes(deps), accountRoutes(deps), codeRoutes(deps), signInLinkRoutes(deps));
  app.use(joinRoutes(deps));
  app.use('/account', signInFirst);
  app.use(twoFactorRoutes(deps));
  app.use(
    [
      '/forms',
      '/responses',
      '/answers',
      '/clips',
      '/messages',
      '/inbox',
      '/links',
      '/people',
      '/account',
      '/notifications',
      '/search',
      '/themes',
      '/reels',
      '/admin',
    ],
    membersOnly,
  );
  app.use(ownAccountRoutes(deps), notificationRoutes(deps));
  app.use(formListRoutes(deps), reviewRoutes(deps), answerRoutes(deps), transcriptRoutes(deps), mediaRoutes(deps));
  app.use(quoteRoutes(deps), searchRoutes(deps));

  // What is open to reviewers stands above.
  app.use(noReviewers);
  app.use(formRoutes(deps), questionRoutes(deps), promptRoutes(deps), publicationRoutes(deps), reviewersRoutes(deps));
  app.use('/messages/:id/annotations', express.json({ limit: '1mb' }));
  app.use('/messages', express.json({ limit: '10mb' }));
  app.use(
    messageRecordingRoutes(deps),
    editRoutes(deps),
    trimRoutes(deps),
    chapterRoutes(deps),
    posterRoutes(deps),
    wordsRoutes(deps),
    libraryRoutes(deps),
    messageRoutes(deps),
    linkRoutes(deps),
  );
  app.use(requestRoutes(deps), discussion(deps, '/messages/:id', enterMessage));
  app.use(messageBeatRoutes(deps), watchedRoutes(deps));
  app.use(recipientRoutes(deps), inboxRoutes(deps), arrivedRoutes(deps));
  app.use(annotationRoutes(deps), burnedInRoutes(deps));
  app.use(numbersRoutes(deps), readingRoutes(deps));
  app.use(acrossRoutes(deps));
  for (const mounted of [ofForm, acrossForms]) app.use(themeRoutes(deps, mounted), teachingRoutes(deps, mounted));
  app.use(reelRoutes(deps), itemRoutes(deps), filmRoutes(deps));
  app.use(importRoutes(deps), importsRoutes(deps), tableRoutes(deps), archiveRoutes(deps), answerWordsRoutes(deps));
  app.use(previewRoutes(deps), statusRoutes(deps), retryRoutes(deps), personalDataRoutes(deps));
  app.use(answerCorrectionRoutes(deps));
  app.use(overviewRoutes(deps), peopleRoutes(deps), personRoutes(deps), mailRoutes(deps), storageRoutes(deps));
  app.use(modelRoutes(deps));
  app.use(retentionRoutes(deps), backupRoutes(deps), jobRoutes(deps, jobs), auditRoutes(deps), settingsRoutes(deps));

  app.use((_req, _res, next) => next(new NotFound()));
  app.use(errorHandler(deps.log));
  return app;
}

/** What people say and record about something, below the path of its page. */
function discussion(deps: Deps, prefix: string, enter: Enter): RequestHandler[] {
  return [commentRoutes, reactionRoutes, replyRoutes].map((routes) => routes(deps, prefix, enter));
}

/** What flows rightwards: each hook of a left folder is filled by the one that knows. */
function connect(): void {
  clipAccess.fill(async ({ db }, viewer, clip) => {
    if (viewer === undefined) return undefined;
    if (clip.ownerKind === 'prompt' && !isReviewer(viewer)) return clip;
    const comment = await findCommentOfClip(db, clip);
    if (comment) return findMessageReply(db, viewer, comment, clip);
    if (clip.ownerKind === reelOwner) return findReelClip(db, viewer, clip);
    return clip.ownerKind === messageOwner ? findMessageClip(db, viewer, clip) : findVisibleClip(db, viewer, clip);
  });
  sharedSubject.fill(async (deps, ref) => {
    if (isReel(ref)) return findSharedReel(deps, ref.id);
    return ref.kind === messageOwner ? findSharedMessage(deps, ref.id) : undefined;
  });
  mayShare.fill(async (deps, viewer, ref) => {
    if (isReel(ref)) return mayShareReel(deps, viewer, ref.id);
    return ref.kind === messageOwner && mayShareMessage(deps, viewer, ref.id);
  });
  checkShareable.fill(async ({ db }, ref) => (isReel(ref) ? checkMayBeShared(db, ref.id) : undefined));
  showShared.fill((deps, req, res, opened) =>
    (isReel(opened.subject) ? showSharedReel : showSharedMessage)(deps, req, res, opened),
  );
  drawnOverShared.fill(drawnOverSubject);
  accountMail.fill(sendAccountMail);
  mailIsOn.fill(async (deps) => (await findMailSource(deps)) !== undefined);
  answerCorrected.fill(async (deps, { id, formId }) => {
    await readResponseLater(deps.db, id);
    await followCorrection(deps.db, formId);
    await followCorrectionInFilms(deps, formId);
  });
  reelsToAddTo.fill(listReelsToAddTo);
  responseCounts.fill(countResponses);
  clipsOfResponses.fill(async (db, formId) => [
    ...(await listClipsOfForm(db, formId)),
    ...(await forgetReelsOf(db, formId)),
  ]);
}
