import fs from 'node:fs';
import path from 'node:path';
import type { Express } from 'express';
import request, { type Response } from 'supertest';
import type { Member } from '../../src/accounts/member.ts';
import type { TakeStarted } from '../../src/browser/wire.ts';
import { createApp } from '../../src/app.ts';
import { putReadAnswers } from '../../src/analysis/answer.store.ts';
import { createAcross } from '../../src/analysis/across.ts';
import { openAnalysis } from '../../src/analysis/analysis.store.ts';
import { addQuote } from '../../src/analysis/reels/item.ts';
import { createReel } from '../../src/analysis/reels/reel.ts';
import { insertTheme, placeByHand } from '../../src/analysis/theme.store.ts';
import { addComment } from '../../src/comments/comment.ts';
import type { Place } from '../../src/comments/place.ts';
import { react } from '../../src/comments/reaction.ts';
import { finishReply, getOwnReply, startReply } from '../../src/comments/recording.ts';
import { createForm } from '../../src/forms/form.ts';
import { giveForm } from '../../src/forms/reviewers.ts';
import { eraseClips } from '../../src/media/erase.ts';
import { createClip } from '../../src/media/clip.ts';
import { updateClip } from '../../src/media/store.ts';
import { placeAtMessage } from '../../src/messages/discussion.ts';
import { messageOwner } from '../../src/messages/message.ts';
import { timestamp } from '../../src/platform/clock.ts';
import { newId } from '../../src/platform/ids.ts';
import { continueSecret } from '../../src/responses/continue.ts';
import { pinQuote } from '../../src/responses/quote.ts';
import { addNote } from '../../src/responses/review.ts';
import { findResponse } from '../../src/responses/store.ts';
import { withdrawalPath } from '../../src/responses/withdrawal.ts';
import { changeLink, makeLink, pathOf, switchLink, type Given } from '../../src/sharing/link.ts';
import { requestAccess } from '../../src/sharing/request.ts';
import { findVisit } from '../../src/sharing/visit.store.ts';
import type { Visit } from '../../src/sharing/visit.ts';
import { replaceTranscript } from '../../src/transcripts/store.ts';
import * as make from './make.ts';
import { makeMessage } from './message.ts';
import { rememberWorld } from './restore.ts';
import { submission } from './submission.ts';
import { makeMember, Visitor } from './visitor.ts';
import { makeWorld, type World } from './world.ts';

/** Who the table asks for, in the order of its columns. */
export const everybody = ['stranger', 'A', 'B', 'given', 'other', 'member', 'admin', 'disabled'] as const;
export type Somebody = (typeof everybody)[number];

/** How good the share link is that somebody has, in the order of its table's columns. */
export const holders = ['holder', 'expired', 'revoked', 'password', 'elsewhere'] as const;
export type Holder = (typeof holders)[number];

export interface Permissions {
  world: World;
  app: Express;
  /** What somebody's browser gets; `route` as in the table. */
  ask(somebody: Somebody, method: string, route: string, headers?: Headers): Promise<Response>;
  /** What the browser of somebody with a share link gets. */
  askHolder(holder: Holder, method: string, route: string, headers?: Headers): Promise<Response>;
  /** A route's path with the ids of things that exist: the form, its response, A's take. */
  concrete: (path: string) => string;
  /** Everything as it was at the beginning. */
  restore: () => Promise<void>;
}

/** A form with a response, two people who are answering it, and a team. */
export async function makePermissions(): Promise<Permissions> {
  const world = await makeWorld();
  await world.db.raw('PRAGMA synchronous=OFF');
  const app = createApp(world);
  const promptClip = await readyClip(world, 'prompt');
  const question = make.question({ text: 'Hello?', prompt: { clipId: promptClip, kind: 'video' } });
  const form = await make.form(world, { practice: true, questions: [question, make.textQuestion()] });
  const [A, B] = [await answering(app, form.slug), await answering(app, form.slug)];
  const { responseId, answerId, clipId } = await reviewedResponse(world, form);
  const asA = request(app).post(`/f/${form.slug}/questions/${question.id}/takes`).set(A);
  const { takeId } = (await asA.send({ kind: 'video', mime: 'video/webm;codecs=h264,opus' })).body as TakeStarted;
  const take: { clip_id: string; response_id: string } = await world.db('takes').where({ id: takeId }).first();
  await makePlayable(world, take.clip_id);
  const started = (await findResponse(world.db, take.response_id))!;
  const [invited, unpublished] = [
    await makeMember(world),
    await createForm(world, await makeMember(world), form.draft),
  ];
  const reviewer = await makeMember(world, { role: 'reviewer' });
  await giveForm(world, reviewer, form.id, reviewer.id);
  const jobId = await eraseClips.later(world.db, { clipIds: [] });
  const { themeId, sentenceId } = await themeOf(world, form.id, responseId, answerId);
  const across = await acrossOf(world, reviewer, form.id, sentenceId);
  const reel = await reelOf(world, reviewer, form.id, answerId);
  const noteId = await note(world, reviewer, responseId);
  const { id: quoteId } = await pinQuote(world, reviewer, form.id, { answer: answerId, phrase: 0 });
  const importId = await imported(world, reviewer, form.id);
  const sharer = await makeMember(world);
  const sharing = await sharedMessage(world, app, sharer);
  const said = await saidAbout(world, sharer, sharing);
  const people = {
    stranger: (await visitor(app)).headers('/'),
    A,
    B,
    given: await signedInAs(app, reviewer),
    other: await signedInAs(app, await makeMember(world, { role: 'reviewer' })),
    member: await signedInAs(app, await makeMember(world)),
    admin: await signedInAs(app, await makeMember(world, { role: 'admin' })),
    disabled: await disabledLater(world, app),
  };
  const concrete = (route: string) =>
    route
      .replace(/^\/\^.*/, '/uploads')
      .replace('/f/:slug/continue/:secret', `/f/:slug/continue/${continueSecret(world, started)}`)
      .replace('/f/:slug/withdrawal/:secret', withdrawalPath(world, form.slug, started))
      .replace(/^\/forms\/:id\/publication/, `/forms/${unpublished.id}/publication`)
      .replace(/^\/forms\/:id/, `/forms/${form.id}`)
      .replace(/^\/responses\/:id/, `/responses/${responseId}`)
      .replace(/^\/answers\/:id/, `/answers/${answerId}`)
      .replace(/^\/clips\/:id/, `/clips/${clipId}`)
      .replace(/^\/links\/of\/:kind\/:id/, `/links/of/message/${sharing.message.id}`)
      .replace(':requestId', said.requestId)
      .replace(/^(\/s\/.*)\/comments\/:commentId/, `$1/comments/${said.byGuest.comment}`)
      .replace(/^(\/s\/.*)\/reactions\/:reactionId/, `$1/reactions/${said.byGuest.reaction}`)
      .replace(/^(\/s\/.*)\/replies\/:replyId/, `$1/replies/${said.byGuest.reply}`)
      .replace(':commentId', said.byAuthor.comment)
      .replace(':reactionId', said.byAuthor.reaction)
      .replace(':replyId', said.byAuthor.reply)
      .replace(/^\/links\/:id/, `/links/${sharing.link.id}`)
      .replace(/^\/messages\/:id/, `/messages/${sharing.message.id}`)
      .replace(/^(\/embed)?\/s\/:token/, `$1${sharing.path}`)
      .replace(/^(\/themes\/):id(.*):themeId/, `$1${across.analysisId}$2${across.themeId}`)
      .replace(/^\/themes\/:id/, `/themes/${across.analysisId}`)
      .replace(/^\/reels\/:id/, `/reels/${reel.id}`)
      .replace(':itemId', reel.itemId)
      .replace(/^\/inbox\/:id/, `/inbox/${sharing.message.id}`)
      .replace(/^\/admin\/people\/:id/, `/admin/people/${invited.id}`)
      .replace(/^\/admin\/storage\/forms\/:id/, `/admin/storage/forms/${form.id}`)
      .replace(/^\/admin\/jobs\/:id/, `/admin/jobs/${jobId}`)
      .replace(':questionId', question.id)
      .replace(':takeId', takeId)
      .replace(':noteId', noteId)
      .replace(':quoteId', quoteId)
      .replace(':importId', importId)
      .replace(':themeId', themeId)
      .replace(':sentenceId', sentenceId)
      .replace(':memberId', reviewer.id)
      .replace(':slug', form.slug)
      .replace(':chart', 'over-time')
      .replace(':part', 'play')
      .replace(':n', '1')
      .replace(':position', '0')
      .replace(':format', 'vtt')
      .replace(/:\w+/g, newId());
  const ask: Permissions['ask'] = async (somebody, method, route, headers = {}) => {
    const agent = request(app);
    const sent = agent[method as 'get'](concrete(route));
    return sent.set({ Accept: 'text/html', ...people[somebody], ...headers });
  };
  const askHolder: Permissions['askHolder'] = async (holder, method, route, more = {}) => {
    const { path, headers } = sharing.of[holder];
    const sent = request(app)[method as 'get'](concrete(route).replace(sharing.path, path));
    return sent.set({ Accept: 'text/html', ...headers, ...more });
  };
  return { world, app, ask, askHolder, concrete, restore: await rememberWorld(world) };
}

/** A message with links, each opened in a browser of its own before it became what its name says. */
async function sharedMessage(world: World, app: Express, author: Member) {
  const made = await makeMessage(world, author);
  const subject = { kind: messageOwner, id: made.message.id };
  const opened = async (changed: Given = {}) => {
    const link = await makeLink(world, author, subject, { name: 'Link' });
    const path = pathOf(world, link);
    const browser = new Visitor(app);
    const { text } = await browser.get(path);
    await changeLink(world, author, link.id, changed);
    const token = /data-token="([^"]+)"/.exec(text)?.[1] ?? '';
    return { id: link.id, path, headers: { ...browser.headers(`${path}/play`), 'X-Token': token } };
  };
  const of = {
    holder: await opened(),
    expired: await opened({ expiresAt: timestamp(world.clock) }),
    revoked: await opened(),
    password: await opened({ access: 'password', password: 'lamplight' }),
    elsewhere: await opened(),
  };
  await switchLink(world, author, of.revoked.id, false);
  of.elsewhere.path = made.path;
  return { ...made, of };
}

/** What the author and the guest with the good link have said, recorded and reacted; and a request for access. */
async function saidAbout(world: World, author: Member, { message, link, of }: Sharing) {
  const atMessage = placeAtMessage(author, message);
  const visit = await getVisit(world, of.holder.id);
  const guest = { ...atMessage, linkId: of.holder.id, who: { memberId: null, visit, name: '' } };
  const say = async (place: Place) => {
    const at = null;
    const { id: comment } = await addComment(world, place, { text: 'Yes.', at, parentId: null });
    const { id: reaction } = await react(world, place, { emoji: 'heart', at });
    const kind = { kind: 'voice', mime: 'audio/webm' } as const;
    const { takeId: reply, clipId } = await startReply(world, place, { ...kind, at, parentId: null });
    await finishReply(world, await getOwnReply(world.db, place, reply), 1);
    await makePlayable(world, clipId);
    await replaceTranscript(world.db, { clipId, engine: 'a person', segments: [], createdAt: timestamp(world.clock) });
    return { comment, reaction, reply };
  };
  const door = { link: { ...link, access: 'password' as const }, subject: atMessage.subject };
  await requestAccess(world, door, { name: 'Priya Nair', email: 'priya@acme.example', text: '' });
  const { id: requestId }: { id: string } = await world.db('access_requests').first('id');
  return { byAuthor: await say(atMessage), byGuest: await say(guest), requestId };
}

type Sharing = Awaited<ReturnType<typeof sharedMessage>>;

async function getVisit(world: World, linkId: string): Promise<Visit> {
  const { id }: { id: string } = await world.db('visits').where({ link_id: linkId }).first('id');
  return (await findVisit(world.db, id))!;
}

async function readyClip(world: World, ownerKind: string): Promise<string> {
  const fields = { ownerKind, ownerId: newId(), kind: 'video', maxBytes: 1000 } as const;
  const { id } = await createClip(world.db, world.clock, fields);
  await makePlayable(world, id);
  return id;
}

async function makePlayable(world: World, clipId: string): Promise<void> {
  fs.mkdirSync(world.storage.clip(clipId), { recursive: true });
  fs.writeFileSync(path.join(world.storage.clip(clipId), 'play.mp4'), 'a film');
  await updateClip(world.db, clipId, { state: 'ready', seconds: 10 });
}

/** Submitted, answered with a recording that has a transcript, and with a note to it. */
async function reviewedResponse(world: World, form: Awaited<ReturnType<typeof make.form>>) {
  const responseId = await submission(world, form);
  const { id: answerId }: { id: string } = await world.db('answers').where({ response_id: responseId }).first('id');
  const clipId = await readyClip(world, 'take');
  await world.db('answers').where({ id: answerId }).update({ kind: 'video', clip_id: clipId });
  const segments = [{ start: 0, end: 1, text: 'Hello.' }];
  await replaceTranscript(world.db, { clipId, engine: 'a person', segments, createdAt: timestamp(world.clock) });
  return { responseId, answerId, clipId };
}

/** A theme with the one sentence that was said. */
async function themeOf(world: World, formId: string, responseId: string, answerId: string) {
  const [themeId, sentenceId] = [newId(), newId()];
  const now = timestamp(world.clock);
  await openAnalysis(world.db, formId, now);
  const theme = { id: themeId, analysisId: formId, name: 'Greetings', description: null, phrases: [] };
  await insertTheme(world.db, { ...theme, isNamed: false, isPinned: false, isKept: false }, now);
  const felt = { sentiment: 0, feeling: 'neutral', sentimentConfidence: 1 } as const;
  const vectors = { vector: Float32Array.of(1), passageVector: Float32Array.of(1) };
  const sentences = [{ id: sentenceId, text: 'Hello.', start: 0, end: 1, ...vectors, ...felt }];
  const measured = { language: 'en', words: 1, wordsPerMinute: 60, talkSeconds: 1, silentSeconds: 0, keyPhrases: [] };
  const answer = { answerId, responseId, formId, fingerprint: '', ...measured, ...felt, analysedAt: now, sentences };
  await putReadAnswers(world.db, [answer]);
  await placeByHand(world.db, sentenceId, theme);
  return { themeId, sentenceId };
}

/** An analysis of that form and no other, with a theme that the sentence is in. */
async function acrossOf(world: World, member: Member, formId: string, sentenceId: string) {
  const chosen = { name: 'Everything', formIds: [formId], fromDay: null, untilDay: null };
  const analysisId = await createAcross(world, member, chosen);
  const theme = { id: newId(), analysisId, name: 'Greetings', description: null, phrases: [] };
  const untouched = { isNamed: false, isPinned: false, isKept: false };
  await insertTheme(world.db, { ...theme, ...untouched }, timestamp(world.clock));
  await placeByHand(world.db, sentenceId, theme);
  return { analysisId, themeId: theme.id };
}

/** A reel with the one sentence that was said. */
async function reelOf(world: World, member: Member, formId: string, answerId: string) {
  const reel = await createReel(world, member, formId, 'Greetings');
  return { id: reel.id, itemId: await addQuote(world, reel, { answerId, start: 0, end: 1, text: null }) };
}

async function note(world: World, author: Member, responseId: string): Promise<string> {
  await addNote(world, author, responseId, { text: 'Yes.', answerId: null, atSeconds: null });
  const { id }: { id: string } = await world.db('notes').first('id');
  return id;
}

/** What somebody's browser sends along, as it was at the beginning: no request changes it for those that follow. */
type Headers = Record<string, string>;

async function visitor(app: Express): Promise<Visitor> {
  const stranger = new Visitor(app);
  await stranger.get('/sign-in');
  return stranger;
}

/** Somebody who is answering: with the cookie and the token of their response. */
async function answering(app: Express, slug: string): Promise<Headers> {
  const somebody = await visitor(app);
  await somebody.post(`/f/${slug}/responses`);
  const { text } = await somebody.get(`/f/${slug}/1`);
  const token = /name="_token" value="([^"]+)"/.exec(text)?.[1] ?? '';
  return { ...somebody.headers(`/f/${slug}/1`), 'X-Token': token };
}

async function signedInAs(app: Express, member: Pick<Member, 'email'>): Promise<Headers> {
  const somebody = new Visitor(app);
  await somebody.signIn(member);
  return somebody.headers('/');
}

/** Signed in, and disabled after that. */
async function disabledLater(world: World, app: Express): Promise<Headers> {
  const member = await makeMember(world);
  const headers = await signedInAs(app, member);
  await world
    .db('members')
    .where({ id: member.id })
    .update({ disabled_at: timestamp(world.clock) });
  return headers;
}

/** An import, of which one answer is left. */
async function imported(world: World, { id: member_id }: Member, form_id: string): Promise<string> {
  const [id, created_at] = [newId(), timestamp(world.clock)];
  await world.db('imports').insert({ id, form_id, member_id, imported: 1, left_out: 0, created_at });
  const { publication_id } = await world.db('responses').where({ form_id }).first('publication_id');
  const dates = { started_at: created_at, submitted_at: created_at };
  const response = { id: newId(), form_id, publication_id, state: 'submitted', origin: 'imported', import_id: id };
  await world.db('responses').insert({ ...response, ...dates, number: 1000 });
  return id;
}
