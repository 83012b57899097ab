import fs from 'node:fs';
import { expect } from 'chai';
import { createApp } from '../../src/app.ts';
import { deleteForm } from '../../src/forms/deletion.ts';
import { newId } from '../../src/platform/ids.ts';
import { answerWithFile, answerWithRecordedFile } from '../../src/responses/file-answer.ts';
import { startResponse } from '../../src/responses/response.ts';
import { findRun } from '../../src/responses/run.ts';
import * as make from '../support/make.ts';
import { Respondent } from '../support/respondent.ts';
import { makeWorld, type World } from '../support/world.ts';

const voice = fs.readFileSync(new URL('../fixtures/speech/jfk.webm', import.meta.url));

async function recording(given: Parameters<typeof make.question>[0] = {}) {
  const world = await makeWorld();
  const question = make.question({ text: 'Tell us.', ...given });
  const form = await make.form(world, { askName: 'off', askEmail: 'off', questions: [question] });
  const app = createApp(world);
  return { world, app, form, question, respondent: await Respondent.started(app, form) };
}

const inClips = (world: World) => fs.readdirSync(`${world.storage.root}/clips`);
const inTmp = (world: World) => fs.readdirSync(`${world.storage.root}/tmp`).filter((name) => name !== 'uploads');

describe('answering with a file', () => {
  it('a recording made elsewhere can be chosen as a file, and counts as a take', async () => {
    const { question, respondent } = await recording({ takesAllowed: 1 });
    const file = { filename: 'jfk.webm', contentType: 'audio/webm' };
    expect((await respondent.chooseFile(question.id, voice, file)).get('Location')).to.match(/\/finish$/);
    expect((await respondent.get('/finish')).text).to.include('1 of 1 answer is safe');
    const again = await respondent.chooseFile(question.id, voice, file);
    expect(again.status).to.equal(409);
    expect(again.text).to.include('You have used your one take of this question.');
  });

  it('a file that is no recording is refused beside the field', async () => {
    const { world, question, respondent } = await recording();
    const options = { filename: 'notes.mp4', contentType: 'video/mp4' };
    const refused = await respondent.chooseFile(question.id, Buffer.from('not a video at all'), options);
    expect(refused.status).to.equal(422);
    expect(refused.text).to.include('id="file-error"').and.include('We could not read this recording');
    expect(fs.readdirSync(`${world.storage.root}/tmp`).filter((name) => /^[0-9a-z]{26}$/.test(name))).to.deep.equal([]);
  });

  it('a file answer is kept, and another one takes its place', async () => {
    const { world, question, respondent } = await recording({ type: 'file' });
    const options = { filename: 'log.txt', contentType: 'text/plain' };
    expect((await respondent.chooseFile(question.id, Buffer.from('one'), options)).status).to.equal(303);
    expect((await respondent.chooseFile(question.id, Buffer.from('two'), options)).status).to.equal(303);
    expect((await respondent.get('/1')).text).to.include('Your file is safe');
    expect(fs.readdirSync(`${world.storage.root}/clips`)).to.have.length(1);
  });

  it('a file that is larger than the server takes is refused in words', async () => {
    const world = await makeWorld({ MAX_UPLOAD_MB: '1' });
    const question = make.question({ type: 'file', text: 'The log, please.' });
    const respondent = await Respondent.started(createApp(world), await make.form(world, { questions: [question] }));
    const options = { filename: 'big.bin', contentType: 'application/octet-stream' };
    const refused = await respondent.chooseFile(question.id, Buffer.alloc(1_200_000), options);
    expect(refused.status).to.equal(413);
    expect(refused.text).to.include('id="file-error"').and.include('Choose a smaller one');
  });

  it('of two files at once, one is the answer and the other is gone', async () => {
    const { world, question, respondent } = await recording({ type: 'file' });
    const options = { filename: 'log.txt', contentType: 'text/plain' };
    const files = ['one', 'two', 'three'].map((text) => Buffer.from(text));
    const replies = await Promise.all(files.map((file) => respondent.chooseFile(question.id, file, options)));
    expect(replies.map(({ status }) => status)).to.deep.equal([303, 303, 303]);
    expect(inClips(world)).to.have.length(1);
    expect(await world.db('clips').pluck('id')).to.deep.equal(await world.db('answers').pluck('clip_id'));
  });

  it('a body that cannot be read is explained beside the field', async () => {
    const { world, question, respondent } = await recording({ type: 'file' });
    const type = 'multipart/form-data; boundary=X';
    const refused = await respondent.postRaw(`/questions/${question.id}/file`, '--X\r\nbroken', type);
    expect(refused.status).to.equal(400);
    expect(refused.text).to.include('id="file-error"').and.include('Choose it once more.');
    expect(inTmp(world)).to.deep.equal([]);
  });

  it('a question that asks for no file takes none', async () => {
    const { world, question, respondent } = await recording({ type: 'long_text' });
    const options = { filename: 'log.txt', contentType: 'text/plain' };
    expect((await respondent.chooseFile(question.id, Buffer.from('one'), options)).status).to.equal(422);
    expect(inTmp(world)).to.deep.equal([]);
  });

  for (const [what, type, answer] of [
    ['file', 'file', answerWithFile],
    ['recording', 'recorded', answerWithRecordedFile],
  ] as const) {
    it(`a ${what} that arrives after submission, or after the form is gone, leaves nothing`, async () => {
      const world = await makeWorld();
      const question = make.question({ type, text: 'Send it.' });
      const form = await make.form(world, { questions: [question] });
      const response = await startResponse(world, form);
      const run = (await findRun(world, form.slug, response.id))!;
      const send = () => answer(world, run, question, fileInTmp(world));
      await world.db('responses').update({ state: 'submitted' });
      expect(await refusal(send())).to.equal('Conflict');
      await deleteForm(world, form.id);
      expect(await refusal(send())).to.equal('NotFound');
      expect(inClips(world)).to.deep.equal([]);
      expect(inTmp(world)).to.deep.equal([]);
      expect(await world.db('clips')).to.deep.equal([]);
    });
  }
});

function fileInTmp({ storage }: World) {
  const path = storage.temporary();
  fs.writeFileSync(path, voice);
  return { path, originalname: `${newId()}.webm`, mimetype: 'video/webm' };
}

function refusal(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'not refused',
    (error: Error) => error.constructor.name,
  );
}
