import fs from 'node:fs/promises';
import request, { type Response } from 'supertest';
import type { Member } from '../../src/accounts/member.ts';
import { createApp } from '../../src/app.ts';
import type { TakeStarted } from '../../src/browser/wire.ts';
import { jobs } from '../../src/jobs.ts';
import { storyboard } from '../../src/media/storyboard.ts';
import { messageOwner } from '../../src/messages/message.ts';
import { timestamp } from '../../src/platform/clock.ts';
import { newId } from '../../src/platform/ids.ts';
import { drainJobs } from '../../src/platform/jobs/worker.ts';
import { makeLink, pathOf } from '../../src/sharing/link.ts';
import { replaceTranscript } from '../../src/transcripts/store.ts';
import { film } from '../media/films.ts';
import { words } from '../messages/annotations.ts';
import { makeMessage } from '../support/message.ts';
import { routesOf } from '../support/routes.ts';
import { Visitor } from '../support/visitor.ts';
import type { World } from '../support/world.ts';

/** Stands in everything that a message holds and no page before a gate may tell. */
export const secret = 'Qzvxsecret';

const json = { 'Content-Type': 'application/json', Accept: 'application/json' };

/** A message with everything that one can have, said in words and recorded. */
export async function fullMessage(world: World, author: Member) {
  const app = createApp(world);
  const segments = [{ start: 0, end: 2, text: `${secret}.` }];
  const sound = ['-f', 'lavfi', '-i', 'sine=duration=3'];
  const recorded = film('shown.mp4', '-f', 'lavfi', '-i', 'testsrc=size=320x180:rate=30:duration=3', ...sound);
  const given = { title: secret, description: secret, actionLabel: secret, actionUrl: 'https://example.com' };
  const { message } = await makeMessage(world, author, { ...given, film: recorded, segments });
  await storyboard.now(world, { clipId: message.clipId });
  const me = new Visitor(app);
  await me.signIn(author);
  const below = `/messages/${message.id}`;
  await me.send('put', `${below}/annotations`, { annotations: [words({ text: secret })], revision: 0 }, json);
  await me.send('put', `${below}/chapters`, { at: '0:00', title: secret });
  await me.post(`${below}/burned-in`);
  await me.post(`${below}/comments`, { text: secret });
  const voice = { kind: 'voice', mime: 'audio/webm' };
  const { takeId, clipId } = (await me.send('post', `${below}/replies`, voice, json)).body as TakeStarted;
  await me.send('put', `${below}/replies/${takeId}/recording`, { parts: 1 }, json);
  await world.db('clips').where({ id: clipId }).update({ state: 'ready' });
  await copyClip(world, message.clipId, clipId);
  await replaceTranscript(world.db, { clipId, engine: 'a person', segments, createdAt: timestamp(world.clock) });
  await drainJobs(world, jobs);
  const { id: commentId }: { id: string } = await world.db('comments').where({ text: secret }).first('id');
  return { app, author, message, commentId, replyId: takeId };
}

async function copyClip({ storage }: World, from: string, to: string): Promise<void> {
  await fs.cp(storage.clip(from), storage.clip(to), { recursive: true });
}

export type FullMessage = Awaited<ReturnType<typeof fullMessage>>;

/** A link that lets everything be had, and somebody who has opened it. */
export async function openLink(world: World, { app, author, message }: FullMessage) {
  const subject = { kind: messageOwner, id: message.id };
  const choices = { name: 'Link', allowsDownload: true, sites: ['https://marlow.example'] };
  const link = await makeLink(world, author, subject, choices);
  const path = pathOf(world, link);
  const browser = new Visitor(app);
  const { text } = await browser.get(path);
  const token = /data-token="([^"]+)"/.exec(text)?.[1] ?? '';
  const ticket = /src="\/embed\/s\/[^/"]+\/([^/"]+)\/play"/.exec((await browser.get(`/embed${path}`)).text)?.[1] ?? '';
  return { link, path, ticket, headers: { Cookie: browser.headers(`${path}/play`).Cookie ?? '', 'X-Token': token } };
}

export type OpenLink = Awaited<ReturnType<typeof openLink>>;

const parts = 'play poster thumb peaks silences storyboard sprite original download'.split(' ');

/** "get /s/…/play", …: every route below a link and its frames, as the router has them, with every part and format. */
export function addressesBelow({ app, commentId, replyId }: FullMessage, { path, ticket, link }: OpenLink): string[] {
  const concrete = routesOf(app)
    .filter((route) => /^\w+ (\/embed)?\/s\/:token/.test(route))
    .map((route) => route.replace('/s/:token', path).replace(':ticket', ticket))
    .map((route) => route.replace(':commentId', commentId).replace(':replyId', replyId))
    .flatMap((route) => (/:part/.test(route) ? parts.map((part) => route.replace(':part', part)) : [route]))
    .flatMap((route) => ['vtt', 'srt', 'txt'].map((format) => route.replace(':format', format)))
    .map((route) => route.replaceAll(/:\w+/g, newId()));
  return [...new Set(concrete), `get /oembed?url=${encodeURIComponent(`http://here.example${path}`)}&link=${link.id}`];
}

/** As a browser or a player asks, also for what it has a copy of. */
export function ask(app: FullMessage['app'], address: string, headers: Record<string, string>): Promise<Response> {
  const [method = '', path = ''] = address.split(' ');
  const sent = request(app)[method as 'get'](path);
  return sent
    .set({ Host: 'here.example', Accept: 'text/html', ...headers })
    .send(method === 'get' || method === 'head' ? undefined : {})
    .then();
}
