import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { expect } from 'chai';
import type { Express } from 'express';
import { createApp } from '../../src/app.ts';
import { listAuditEvents } from '../../src/accounts/audit.ts';
import type { Member } from '../../src/accounts/member.ts';
import { findFilm, type Film } from '../../src/analysis/reels/film.store.ts';
import { addCard, addQuote, moveItem } from '../../src/analysis/reels/item.ts';
import { askForFilm, makeReel } from '../../src/analysis/reels/make-reel.ts';
import { changeReel, createReel, type Reel } from '../../src/analysis/reels/reel.ts';
import { deleteForm } from '../../src/forms/deletion.ts';
import { jobs } from '../../src/jobs.ts';
import { clipsOfOwner } from '../../src/media/clip.ts';
import { eraseClips } from '../../src/media/erase.ts';
import { claimJob, findJob } from '../../src/platform/jobs/queue.ts';
import { runJob } from '../../src/platform/jobs/run.ts';
import { drainJobs } from '../../src/platform/jobs/worker.ts';
import { correctAnswer } from '../../src/responses/correction.ts';
import { eraseResponse } from '../../src/responses/erasure.ts';
import { timestamp } from '../../src/platform/clock.ts';
import { replaceTranscript } from '../../src/transcripts/store.ts';
import { transcribed } from '../../src/transcripts/transcribe.ts';
import { changeLink, listLinks, makeLink, pathOf } from '../../src/sharing/link.ts';
import * as films from '../media/films.ts';
import { guest, Guest } from '../support/guest.ts';
import * as make from '../support/make.ts';
import { filesWith } from '../support/marker.ts';
import { recordedResponse } from '../support/recorded.ts';
import { until } from '../support/until.ts';
import { makeMember, Visitor } from '../support/visitor.ts';
import { makeWorld, withoutSpeech, type World } from '../support/world.ts';

const segments = [
  { start: 0, end: 1, text: 'It came late.' },
  { start: 1.2, end: 2.4, text: 'But the driver was kind.' },
  { start: 2.6, end: 3.8, text: 'I would order again.' },
];
const marker = 'qzvxmarkerqzvx';

describe('the film of a reel', function () {
  this.timeout(120_000);
  let world: World;
  let app: Express;
  let member: Member;
  let me: Visitor;
  let form: Awaited<ReturnType<typeof make.form>>;
  /** Two people who stay. */
  let [amara, jonas] = ['', ''];

  before(async () => {
    world = await makeWorld(withoutSpeech);
    await world.db.raw('PRAGMA synchronous=OFF');
    app = createApp(world);
    member = await makeMember(world);
    me = new Visitor(app);
    await me.signIn(member);
    form = await make.form(world, {
      questions: [make.question({ text: 'How was it?' }), make.question({ text: 'And?' })],
    });
  });

  before(async () => {
    amara = await answered();
    jonas = await answered();
  });

  const answered = (text = 'The box was fine.') =>
    recordedResponse(world, form, [{ film: films.phoneFilm(4), segments }, text]);
  const answersOf = async (responseId: string): Promise<{ id: string; clip_id: string | null }[]> =>
    world.db('answers').where({ response_id: responseId }).orderBy('clip_id', 'desc').select('id', 'clip_id');
  const runs = () => drainJobs(world, [makeReel, eraseClips]);
  const film = async (reel: Reel): Promise<Film> => (await findFilm(world.db, reel.id))!;
  const play = (clipId: string) => world.storage.clip(clipId, 'play.mp4');
  const spoken = async (reel: Reel, responseId: string, start: number, end: number) =>
    addQuote(world, reel, { answerId: (await answersOf(responseId))[0]!.id, start, end, text: null });
  const typed = async (reel: Reel, responseId: string, text: string) =>
    addQuote(world, reel, { answerId: (await answersOf(responseId))[1]!.id, start: null, end: null, text });

  /** Two spoken quotes of two people, a typed one and a card, already made. */
  async function madeReel(one = amara, text = 'The box was fine.') {
    const reel = await createReel(world, member, form.id, 'Highlights');
    const first = await spoken(reel, one, 1.2, 2.4);
    await spoken(reel, jonas, 2.6, 3.8);
    await typed(reel, one, text);
    await addCard(world, reel, { title: 'Thank you', text: null });
    await me.get(`/reels/${reel.id}`);
    await me.post(`/reels/${reel.id}/film`);
    await runs();
    return { reel, first };
  }

  async function shared(reel: Reel) {
    const people: string[] = await world.db('responses').pluck('id');
    await me.get(`/reels/${reel.id}`);
    await me.send('put', `/reels/${reel.id}/agreement`, { sure: 'yes', person: people });
    const subject = { kind: 'reel', id: reel.id };
    const link = await makeLink(world, member, subject, {
      name: 'Link',
      allowsDownload: true,
      sites: ['https://a.example'],
    });
    return { link, path: pathOf(world, link) };
  }

  it('is made once for two presses, lasts as long as its parts, and has chapters and words of its own', async () => {
    const reel = await createReel(world, member, form.id, 'Highlights');
    await spoken(reel, amara, 1.2, 2.4);
    await spoken(reel, amara, 2.6, 3.8);
    await typed(reel, amara, 'The box was fine.');
    await me.get(`/reels/${reel.id}`);
    await me.post(`/reels/${reel.id}/film`);
    await me.post(`/reels/${reel.id}/film`);
    expect(await world.db('jobs').where({ name: makeReel.name })).to.have.length(1);
    await drainJobs(world, jobs);
    const { clipId, seconds } = await film(reel);
    expect(seconds).to.be.closeTo(2.5 + 1.2 + 1.2 + 3.5, 1);
    expect(decodedSeconds(play(clipId))).to.be.closeTo(seconds, 0.2);
    const { text } = await me.get(`/reels/${reel.id}`);
    expect(text).to.include('3 chapters').and.include('“But the driver was kind.”').and.include('“The box was fine.”');
    expect(text).to.include('The film is as the reel is now.');
    const captions = await me.get(`/clips/${clipId}/captions`);
    expect(captions.text).to.include('But the driver was kind.').and.include('The box was fine.');
    expect(captions.text, 'nobody is named').not.to.include('Amara');
    expect((await me.get(`/clips/${clipId}/storyboard`)).status).to.equal(200);
    const again = await me.post(`/reels/${reel.id}/film`);
    await runs();
    expect(again.headers.location).to.equal(`/reels/${reel.id}#making`);
    expect((await film(reel)).clipId, 'nothing is made anew that is as it was').to.equal(clipId);
  });

  it('waits in the lane for long work while another is made, so that recordings need not wait for either', async () => {
    const reel = await createReel(world, member, form.id, 'Second');
    await spoken(reel, jonas, 0, 1);
    await askForFilm(world.db, reel.id);
    const job = () => findJob(world.db, makeReel.name, reel.id);
    const another = { ...(await job())!, id: 'another', subject: 'another reel', state: 'running', long: 0 };
    await world.db('jobs').insert(another);
    const claimed = (await claimJob(world.db, world.clock, 'short'))!;
    await runJob(world, [makeReel], claimed, new AbortController().signal);
    expect(await job()).to.include({ state: 'queued', long: 1, attempts: 0 });
    await world.db('jobs').where({ id: 'another' }).delete();
    await runs();
    expect((await film(reel)).seconds).to.be.above(1);
  });

  it('shows a picture and who speaks where all that there is are voices', async () => {
    const voice = await recordedResponse(world, form, [{ film: films.voiceTake(4), segments }, 'Nothing.']);
    const reel = await createReel(world, member, form.id, 'Voices');
    await changeReel(world, reel, { ...reel, names: 'first' });
    await addCard(world, reel, { title: 'What we heard', text: 'November' });
    await spoken(reel, voice, 1.2, 2.4);
    await askForFilm(world.db, reel.id);
    await runs();
    const { clipId, seconds } = await film(reel);
    expect(decodedSeconds(play(clipId))).to.be.closeTo(seconds, 0.2);
    expect(films.streamSeconds(play(clipId)).slice(0, 2), 'picture and sound').to.satisfy((lasting: number[]) =>
      lasting.every((each) => Math.abs(each - seconds) < 0.2),
    );
    const { text } = await me.get(`/reels/${reel.id}`);
    expect(text).to.include('Amara: “But the driver was kind.”').and.include('What we heard');
    await eraseResponse(world, voice, { actorId: member.id, because: 'member' });
  });

  it('stays playable, and says that it is old, until it is made again', async () => {
    const { reel, first } = await madeReel();
    const { clipId } = await film(reel);
    await moveItem(world, reel, first, 1);
    expect((await me.get(`/reels/${reel.id}`)).text).to.include('from before your last changes');
    expect((await me.get(`/clips/${clipId}/play`)).status).to.equal(200);
    await me.post(`/reels/${reel.id}/film`);
    await runs();
    expect((await film(reel)).clipId).not.to.equal(clipId);
    expect(fs.existsSync(world.storage.clip(clipId)), 'the one before is gone').to.equal(false);
    expect((await me.get(`/clips/${clipId}/play`)).status).to.equal(404);
  });

  it('is shared only once somebody confirmed that everybody in it agreed', async () => {
    const { reel } = await madeReel();
    const asked = await me.get(`/reels/${reel.id}`);
    expect(asked.text).to.include('Ask them first.').and.include('I agree that Marlow &amp; Finch keeps my answers.');
    const early = await me.post(`/links/of/reel/${reel.id}`);
    expect(early.status).to.equal(409);
    expect(early.text).to.include('agreed to be shown to others');
    expect((await me.send('put', `/reels/${reel.id}/agreement`, { person: [amara] })).status).to.equal(422);
    expect(await listLinks(world.db, { kind: 'reel', id: reel.id })).to.be.empty;

    const { path } = await shared(reel);
    const [event] = await listAuditEvents(world.db, { action: 'reel.agreed' }, 1);
    expect(event).to.include({ actorId: member.id, subjectId: reel.id });
    const stranger = await guest(app, path);
    const page = await stranger.get();
    expect(page.text).to.include('Highlights').and.include('Chapters').and.include('But the driver was kind.');
    for (const part of ['/play', '/poster', '/captions', '/download', '/words/srt'])
      expect((await stranger.get(part)).status, part).to.equal(200);
    expect((await stranger.get('/original')).status).to.equal(404);

    const third = await answered();
    await spoken(reel, third, 0, 1);
    await me.post(`/reels/${reel.id}/film`);
    await runs();
    expect((await stranger.get('/play')).status, 'somebody new is in it').to.equal(404);
    expect((await stranger.get()).text)
      .to.include('This film cannot be watched at the moment.')
      .and.not.include('being made')
      .and.not.include('driver');
    expect((await me.get(`/reels/${reel.id}`)).text).to.include('Its links show nothing until');
  });

  it('is hidden again once it shows more of people’s names than they agreed to', async () => {
    const { reel } = await madeReel();
    const { path } = await shared(reel);
    const stranger = await guest(app, path);
    expect((await stranger.get('/play')).status).to.equal(200);
    const named = async (names: string) => {
      await me.get(`/reels/${reel.id}`);
      await me.send('patch', `/reels/${reel.id}`, { title: 'Highlights', names });
      await me.post(`/reels/${reel.id}/film`);
      await runs();
    };
    await named('full');
    expect((await stranger.get('/play')).status, 'named all at once').to.equal(404);
    expect((await stranger.get()).text).to.not.include('Amara');
    expect((await me.get(`/reels/${reel.id}`)).text)
      .to.include('All of them agreed to be shown to others, with their full name')
      .and.include('Its links show nothing until');
    const person = [amara, jonas];
    await me.send('put', `/reels/${reel.id}/agreement`, { sure: 'yes', person, names: 'first' });
    expect((await stranger.get('/play')).status, 'their first names alone').to.equal(404);
    await me.send('put', `/reels/${reel.id}/agreement`, { sure: 'yes', person, names: 'full' });
    expect((await stranger.get('/play')).status).to.equal(200);
    await named('none');
    expect((await stranger.get('/play')).status, 'less than they agreed to').to.equal(200);
  });

  it('asks whether others can tell who it is, where all of it was said by one person', async () => {
    const reel = await createReel(world, member, form.id, 'One');
    await spoken(reel, jonas, 0, 1);
    await me.get(`/reels/${reel.id}`);
    await me.post(`/reels/${reel.id}/film`);
    await runs();
    expect((await me.get(`/reels/${reel.id}`)).text).to.include('Can others tell who, also without a name?');
  });

  it('is gone everywhere at once when an answer in it is erased, and is made anew without it', async () => {
    const one = await answered(`My name is ${marker}.`);
    const { reel } = await madeReel(one, `My name is ${marker}.`);
    const { clipId } = await film(reel);
    fs.appendFileSync(play(clipId), marker);
    const { path, link } = await shared(reel);
    await changeLink(world, member, link.id, { access: 'anyone' });
    const stranger = await guest(app, path);
    expect((await stranger.get()).text).to.include(marker);
    await me.get(`/reels/${reel.id}`);
    await me.send('delete', `/responses/${one}`);
    expect(filesWith(marker, world.storage.root)).to.deep.equal([]);
    expect(fs.existsSync(world.storage.clip(clipId))).to.equal(false);
    expect((await stranger.get('/play')).status).to.equal(404);
    expect((await new Guest(app, `/embed${path}`).get('/poster')).status).to.equal(404);
    expect((await stranger.get()).text).to.include('This film is being made anew.');
    expect((await me.get(`/reels/${reel.id}`)).text).to.include('2 quotes are gone: their answers were erased.');
    await runs();
    const anew = await stranger.get();
    expect(anew.text).to.include('I would order again.').and.not.include(marker);
    expect((await stranger.get('/play')).status).to.equal(200);
  });

  it('is given up where an answer is erased while it is made, and made without it', async () => {
    const one = await answered(`My name is ${marker}.`);
    const reel = await createReel(world, member, form.id, 'Hurried');
    await typed(reel, one, `My name is ${marker}.`);
    await spoken(reel, jonas, 2.6, 3.8);
    await askForFilm(world.db, reel.id);
    const making = runs();
    await until(async () => (await clipsOfOwner(world.db, 'reel', reel.id)).length > 0, 30);
    await eraseResponse(world, one, { actorId: member.id, because: 'member' });
    await making;
    expect(await findFilm(world.db, reel.id)).to.equal(undefined);
    expect(filesWith(marker, world.storage.root)).to.deep.equal([]);
    world.clock.forward(20);
    await runs();
    expect((await me.get(`/clips/${(await film(reel)).clipId}/captions`)).text).to.include('order again');
  });

  it('goes with a recording that is no longer kept, which then is no longer in the reel', async () => {
    const one = await answered();
    const { reel } = await madeReel(one);
    const { clipId } = await film(reel);
    await eraseClips.now(world, { clipIds: [(await answersOf(one))[0]!.clip_id!] });
    expect(fs.existsSync(world.storage.clip(clipId))).to.equal(false);
    expect((await me.get(`/reels/${reel.id}`)).text).to.include('1 quote is gone');
  });

  it('has the words that somebody corrected, and is old only where they are part of the picture', async () => {
    const { reel } = await madeReel();
    const { clip_id: answerClip } = (await answersOf(amara))[0]!;
    const correct = (text: string) =>
      correctAnswer(world, member, { id: amara, formId: form.id }, { clipId: answerClip!, position: 1, text });
    await correct('But the pilot was kind.');
    const { clipId } = await film(reel);
    expect((await me.get(`/clips/${clipId}/captions`)).text)
      .to.include('pilot')
      .and.not.include('driver');
    expect((await me.get(`/reels/${reel.id}`)).text).to.include('The film is as the reel is now.');
    await me.send('patch', `/reels/${reel.id}`, { title: 'Highlights', names: 'first', burnsCaptions: 'true' });
    await me.post(`/reels/${reel.id}/film`);
    await runs();
    expect((await me.get(`/clips/${(await film(reel)).clipId}/captions`)).text).to.include('Amara');
    await correct('But the captain was kind.');
    expect((await me.get(`/reels/${reel.id}`)).text).to.include('made from earlier words');
  });

  it('has the words of a recording that was listened to anew, also for who opens a link', async () => {
    const one = await answered();
    const { reel } = await madeReel(one);
    const { path } = await shared(reel);
    const clipId = (await answersOf(one))[0]!.clip_id!;
    const anew = segments.map(({ text, ...span }) => ({ ...span, text: text.replace('driver', 'courier') }));
    await replaceTranscript(world.db, { clipId, engine: 'another', segments: anew, createdAt: timestamp(world.clock) });
    await transcribed.run(world.db, clipId);
    const page = (await (await guest(app, path)).get()).text;
    expect(page.match(/courier/g), 'a chapter and the transcript').to.have.length.at.least(2);
    expect(page).to.not.include('driver');
  });

  it('goes with its links when its reel or its form is deleted', async () => {
    const { reel } = await madeReel();
    const { clipId } = await film(reel);
    const { path } = await shared(reel);
    const stranger = await guest(app, path);
    await me.get(`/reels/${reel.id}`);
    await me.send('delete', `/reels/${reel.id}`);
    await runs();
    expect(fs.existsSync(world.storage.clip(clipId))).to.equal(false);
    expect((await stranger.get()).status).to.equal(404);
    const second = await madeReel();
    const { clipId: ofSecond } = await film(second.reel);
    await deleteForm(world, form.id, member.id);
    await runs();
    expect(fs.existsSync(world.storage.clip(ofSecond))).to.equal(false);
    for (const table of ['reels', 'reel_items', 'reel_films', 'reel_film_parts', 'reel_agreements', 'share_links'])
      expect(await world.db(table), table).to.be.empty;
  });
});

function decodedSeconds(file: string): number {
  const args = [
    '-v',
    'error',
    '-select_streams',
    'v:0',
    '-count_frames',
    '-show_entries',
    'stream=nb_read_frames,avg_frame_rate',
  ];
  const [rate = '', frames = ''] = execFileSync('ffprobe', [...args, '-of', 'csv=p=0', file])
    .toString()
    .trim()
    .split(',');
  const [a = 0, b = 1] = rate.split('/').map(Number);
  return Number(frames) / (a / b);
}
