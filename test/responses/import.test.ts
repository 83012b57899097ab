import { expect } from 'chai';
import type { Express } from 'express';
import request from 'supertest';
import { listAuditEvents } from '../../src/accounts/audit.ts';
import { describeTheme } from '../../src/analysis/theme.ts';
import { putExample } from '../../src/analysis/theme.store.ts';
import { listParts } from '../../src/analysis/reels/item.store.ts';
import { addQuote } from '../../src/analysis/reels/item.ts';
import { createReel } from '../../src/analysis/reels/reel.ts';
import { createApp } from '../../src/app.ts';
import { createForm } from '../../src/forms/form.ts';
import { undoImport } from '../../src/responses/import/undo.ts';
import { pinQuote } from '../../src/responses/quote.ts';
import { addNote, rateResponse } from '../../src/responses/review.ts';
import { timestamp } from '../../src/platform/clock.ts';
import { drainJobs } from '../../src/platform/jobs/worker.ts';
import { applyRetention, decideRetention } from '../../src/responses/retention.ts';
import * as make from '../support/make.ts';
import { submission } from '../support/submission.ts';
import { filesWith } from '../support/marker.ts';
import { makeMember, Visitor } from '../support/visitor.ts';
import { makeWorld, type World } from '../support/world.ts';

const scored = { questions: [make.textQuestion(), make.question({ type: 'score', text: 'Would you recommend us?' })] };

/** A form, and a member with its import page open. */
async function importing(given: Parameters<typeof make.form>[1] = scored) {
  const world = await makeWorld();
  const app = createApp(world);
  const form = await make.form(world, given);
  return { ...(await somebody(world, app)), world, form, path: `/forms/${form.id}/import` };
}

async function somebody(world: World, app: Express) {
  const member = await makeMember(world);
  const visitor = new Visitor(app);
  await visitor.signIn(member);
  const send = (path: string, file: Buffer | string, fields: Record<string, string> = {}) => {
    const sent = request(app).post(path).set(visitor.headers('/')).set({ Accept: 'text/html' });
    for (const [name, value] of Object.entries(fields)) void sent.field(name, value);
    return sent.attach('file', Buffer.from(file), 'Köln, answers.csv').then();
  };
  const look = async (path: string, file: Buffer | string, fields = {}) =>
    (await send(`${path}/preview`, file, fields)).text.replace(/\s+/g, ' ');
  /** As the browser does: what was chosen for the file that was looked at goes along. */
  const confirm = async (path: string, file: Buffer | string, fields = {}) =>
    send(path, file, { ...chosen(await look(path, file, fields)), ...fields });
  return { app, member, visitor, send, look, confirm };
}

/** The fields of the page as a browser posts them. */
function chosen(html: string): Record<string, string> {
  const selects = html.matchAll(/<select id="[^"]*" name="(\w+)">(.*?)<\/select>/g);
  const picked = [...selects].map(([, name, options]) => [
    name,
    /<option value="([^"]*)" selected/.exec(options ?? '')?.[1] ?? /value="([^"]*)"/.exec(options ?? '')?.[1] ?? '',
  ]);
  return { previewed: /name="previewed" value="(\w+)"/.exec(html)?.[1] ?? '', ...Object.fromEntries(picked) };
}

interface Kept {
  name: string | null;
  email: string | null;
  submitted_at: string;
  origin: string;
  number: number;
  text: string | null;
  score: number | null;
}

/** What is in the database, a row a response. */
async function kept({ db }: World): Promise<Kept[]> {
  return db('responses')
    .where({ state: 'submitted' })
    .orderBy('number')
    .select('name', 'email', 'submitted_at', 'origin', 'number')
    .select({
      text: db('answers').whereRaw('response_id = responses.id and text is not null').select('text'),
      score: db('answers').whereRaw('response_id = responses.id and number is not null').select('number'),
    });
}

describe('importing answers', () => {
  it('a member looks at a file, confirms, and reads its answers in the list like any other', async () => {
    const { world, visitor, look, confirm, path, form } = await importing();
    const file =
      'Name,E-Mail,Submitted at,NPS,Comment\nAmara Osei,amara@osei.example,2026-03-04,9,"Quick, and\nkind."\nJonas Weber,jonas@weber.example,2026-03-02 08:30,4,Too slow.\n';
    const shown = await look(path, file);
    expect(shown).to.include('The first 2 of 2 answers').and.include('Quick, and kind.').and.include('4 March 2026');
    expect(await kept(world)).to.be.empty;
    const { headers } = await confirm(path, file);
    expect((await visitor.get(headers.location as string)).text).to.include('2 answers imported.');
    expect(await kept(world)).to.deep.equal([
      {
        name: 'Jonas Weber',
        email: 'jonas@weber.example',
        submitted_at: '2026-03-02T08:30:00.000Z',
        origin: 'imported',
        number: 1,
        text: 'Too slow.',
        score: 4,
      },
      {
        name: 'Amara Osei',
        email: 'amara@osei.example',
        submitted_at: '2026-03-04T12:00:00.000Z',
        origin: 'imported',
        number: 2,
        text: 'Quick, and\nkind.',
        score: 9,
      },
    ]);
    const list = (await visitor.get(`/forms/${form.id}/responses`)).text;
    expect(list).to.include('Amara Osei').and.include('Imported');
    const [, link] = /href="(\/responses\/\w+)">Amara/.exec(list)!;
    expect((await visitor.get(link!)).text)
      .to.include('Imported, dated')
      .and.include('kind.');
    const [event] = await listAuditEvents(world.db, { action: 'responses.imported' }, 5);
    expect(event).to.deep.include({ subjectId: form.id, details: { count: 2 } });
  });

  it('Latin-1 with semicolons and German dates is read as it was meant', async () => {
    const { world, confirm, look, path } = await importing();
    const file = Buffer.from(
      'Name;Datum;Punkte;Antwort\r\nJürgen Groß;14.03.2026;10;Schön, gut; schnell\r\n',
      'latin1',
    );
    expect(await look(path, file)).to.include('Latin-1 text, separated by semicolons');
    const quoted = Buffer.from(
      'Name;Datum;Punkte;Antwort\r\nJürgen Groß;14.03.2026;10;"Schön, gut; schnell"\r\n',
      'latin1',
    );
    await confirm(path, quoted);
    const [only] = await kept(world);
    expect(only).to.include({ name: 'Jürgen Groß', text: 'Schön, gut; schnell', score: 10 });
    expect(only?.submitted_at).to.match(/^2026-03-14/);
  });

  it('UTF-16 with tabs is read as well', async () => {
    const { world, confirm, path } = await importing();
    await confirm(path, Buffer.from('\ufeffname\tanswer\nZoë\tCafé, très bien ☕\n', 'utf16le'));
    expect((await kept(world))[0]).to.include({ name: 'Zoë', text: 'Café, très bien ☕' });
  });

  it('each line that cannot be read is named with its reason, and the others are imported', async () => {
    const { world, look, confirm, path } = await importing();
    const file = [
      'email,date,score,answer',
      'amara@osei.example,2026-01-02,9,Good.',
      'no address,2026-01-02,9,Good.',
      'priya@nair.example,2026-13-45,9,Good.',
      'priya@nair.example,2026-01-02,11,Good.',
      'priya@nair.example,2026-01-02,,',
      'priya@nair.example,2199-01-02,3,Good.',
      `priya@nair.example,2026-01-02,3,${'x'.repeat(10_001)}`,
    ].join('\n');
    const shown = await look(path, file);
    for (const sentence of [
      'Line 3</b> “no address” is no address.',
      'Line 4</b> “2026-13-45” is no date that we can read.',
      'Line 5</b> “11” is no whole number from 0 to 10.',
      'Line 6</b> There is no answer.',
      'Line 7</b>',
      'Line 8</b> The answer has more than 10,000 characters.',
      '1 answer will be imported, 6 lines left out',
    ])
      expect(shown).to.include(sentence);
    await confirm(path, file);
    expect(await kept(world)).to.have.length(1);
  });

  it('the same answer of the same person is imported once, and not again from another file', async () => {
    const { world, look, confirm, path, form } = await importing();
    await submission(world, form, 'Amara Osei', { kind: 'text', text: 'It was  fine.' });
    const file =
      'email,answer\nAMARA.OSEI@osei.example,It was fine.\nb@b.example,Good.\nB@b.example,Good.\nb@b.example,Better.\n,Good.\n,Good.\n';
    const shown = await look(path, file);
    expect(shown)
      .to.include('Line 2</b> The form has this answer already.')
      .and.include('Line 4</b> The same as line 3.');
    await confirm(path, file);
    expect((await kept(world)).map(({ text }) => text)).to.deep.equal([
      'It was  fine.',
      'Good.',
      'Better.',
      'Good.',
      'Good.',
    ]);
    expect(await look(path, 'email,answer\nb@b.example,Good.\n')).to.include('There is nothing to import');
  });

  it('a file that names nobody is not imported twice either', async () => {
    const { world, look, confirm, path } = await importing();
    const file = 'answer\nThe parcel came late and wet.\nGood\nGood\n';
    await confirm(path, file);
    expect(await look(path, file)).to.include('Line 2</b> The form has this answer already.');
    expect((await kept(world)).map(({ text }) => text)).to.have.members([
      'The parcel came late and wet.',
      'Good',
      'Good',
    ]);
  });

  it('markup and formulas stay the text that they are', async () => {
    const { world, visitor, look, confirm, path, form } = await importing();
    const file = 'name,answer\n=HYPERLINK("x"),<script>alert(1)</script> <b>bold</b>\n';
    expect(await look(path, file))
      .to.include('&lt;script&gt;alert(1)')
      .and.not.include('<script>alert');
    await confirm(path, file);
    expect((await kept(world))[0]).to.include({
      name: '=HYPERLINK("x")',
      text: '<script>alert(1)</script> <b>bold</b>',
    });
    expect((await visitor.get(`/forms/${form.id}/responses`)).text).to.include('=HYPERLINK(&#34;x&#34;)');
  });

  it('a file without answers is refused in words, whatever is wrong with it', async () => {
    const { world, look, confirm, path } = await importing();
    const sentences: [Buffer | string, string][] = [
      ['', 'There is nothing in this file.'],
      ['name,email,answer\n', 'There are no answers in this file.'],
      ['colour,size\nred,1.5\nblue,2.5\n', 'No column looks like answers.'],
      ['name,answer\nA,"never closed\nB,b\n', 'is opened and never closed'],
      [Buffer.from('504b030414000600', 'hex'), 'This is a spreadsheet’s own file.'],
      [Buffer.from([1, 0, 0, 2, 0, 0, 0, 9]), 'This is no text.'],
      [`answer\n${'Good enough.\n'.repeat(20_001)}`, 'This file has more than 20,001 lines.'],
    ];
    for (const [file, sentence] of sentences) {
      expect(await look(path, file), sentence).to.include(sentence);
      expect((await confirm(path, file)).status, sentence).to.equal(422);
    }
    expect(await kept(world)).to.be.empty;
    expect(await world.db('imports')).to.be.empty;
  });

  it('only the file that was looked at is imported', async () => {
    const { world, look, send, path } = await importing();
    const seen = chosen(await look(path, 'answer\nGood, all in all.\n'));
    const other = await send(path, 'answer\nSomething else entirely.\n', seen);
    expect(other.status).to.equal(409);
    expect(other.text).to.include('This is not the file that was shown.');
    expect((await send(path, 'answer\nGood, all in all.\n')).status).to.equal(409);
    expect(await kept(world)).to.be.empty;
  });

  it('a member says which column is which, and which way round dates are', async () => {
    const { world, look, confirm, path } = await importing();
    const file = 'when,who,a,b\n03/04/2026,Amara,The first text is long enough,The second one\n';
    const guessed = chosen(await look(path, file));
    await confirm(path, file, { ...guessed, name: '1', answer: '3', date: '0', dayOrder: 'month-first' });
    const [only] = await kept(world);
    expect(only).to.include({ name: 'Amara', text: 'The second one' });
    expect(only?.submitted_at).to.match(/^2026-03-04/);
  });

  it('what the form does not ask has a question of its own, which respondents never see', async () => {
    const world = await makeWorld();
    const app = createApp(world);
    const draft = await createForm(world, await makeMember(world), make.content({ questions: [] }));
    const { visitor, confirm } = await somebody(world, app);
    const file = 'score,answer\n9,Very good.\n';
    await confirm(`/forms/${draft.id}/import`, file);
    await confirm(`/forms/${draft.id}/import`, 'score,answer\n3,Rather bad.\n');
    expect((await kept(world)).map(({ score }) => score)).to.deep.equal([9, 3]);
    const ids: string[] = await world.db('answers').distinct('question_id').pluck('question_id');
    expect(ids).to.have.length(2);
    expect(await world.db('publications')).to.have.length(1);
    expect(await world.db('forms').where({ id: draft.id }).first('state')).to.include({ state: 'draft' });
    const [, link] = /href="(\/responses\/\w+)">/.exec((await visitor.get(`/forms/${draft.id}/responses`)).text)!;
    expect((await visitor.get(link!)).text).to.include('Rather bad.');
  });

  it('imported answers are kept as long as the form keeps answers, and no longer', async () => {
    const { world, member, look, confirm, path, form } = await importing();
    await decideRetention(world, member, form.id, { mediaDays: null, responseDays: 30 });
    const file = 'name,date,answer\nAmara,2020-01-01,Old but good.\nJonas,,New and good.\n';
    expect(await look(path, file)).to.include('1 answer is older than the 30 days');
    await confirm(path, file);
    world.clock.forward(8 * 86_400);
    await applyRetention(world);
    expect((await kept(world)).map(({ name }) => name)).to.deep.equal(['Jonas']);
  });

  it('10,000 lines are imported in one go, while other pages answer', async () => {
    const { world, visitor, confirm, path } = await importing();
    const lines = Array.from(
      { length: 10_000 },
      (_, i) => `Person ${i},p${i}@x.example,2026-01-02,${i % 11},"Answer ${i}, in words"`,
    );
    const done = confirm(path, `name,email,date,score,answer\n${lines.join('\n')}\n`);
    expect((await visitor.get('/forms')).status).to.equal(200);
    expect((await done).status).to.equal(303);
    expect(await world.db('responses').count('* as n').first()).to.deep.equal({ n: 10_000 });
    expect(await world.db('forms').max('last_number as last').first()).to.deep.equal({ last: 10_000 });
  });

  it('a member takes an import back; what somebody has worked with since is named and kept', async () => {
    const { world, member, visitor, confirm, path, form } = await importing();
    const own = await submission(world, form, 'Olive Own', { kind: 'text', text: 'Given here.' });
    await confirm(
      path,
      'name,answer\nAmara,Quetzal one.\nJonas,Quetzal two.\nPriya,Quetzal three.\nDana,Quetzal four.\n',
    );
    const ids: Record<string, string> = {};
    for (const { id, name } of await world.db('responses').select('id', 'name')) ids[name] = id;
    await rateResponse(world, member, ids.Jonas!, 4);
    await addNote(world, member, ids.Priya!, { text: 'Call back', answerId: null, atSeconds: null });
    const page = (await visitor.get(path)).text;
    expect(page).to.include('Köln, answers.csv').and.include('Undo this import');
    const [, link] = /href="(\/forms\/\w+\/imports\/\w+)"/.exec(page)!;
    const question = (await visitor.get(link!)).text;
    expect(question)
      .to.include('<b>2 answers will be erased</b>')
      .and.include('2 answers have been rated, marked, noted or quoted since');
    expect([...question.matchAll(/<li><a href="\/responses\/\w+">(\w+)/g)].map(([, name]) => name)).to.deep.equal([
      'Jonas',
      'Priya',
    ]);
    const done = await visitor.send('delete', link!, { touched: 'keep' });
    expect(done.headers.location).to.equal(`${path}#imports`);
    expect((await visitor.get(`${path}s`)).text).to.include('Being taken back: 2 answers to go.');
    await rateResponse(world, member, ids.Dana!, 1);
    await drainJobs(world, [undoImport]);
    expect((await kept(world)).map(({ name }) => name)).to.deep.equal(['Olive Own', 'Jonas', 'Priya', 'Dana']);
    expect((await visitor.get(path)).text)
      .to.include('3 answers were kept')
      .and.not.include('Undo this import');
    expect(filesWith('Quetzal one', world.config.storageDir)).to.be.empty;
    const again = await visitor.send('delete', link!, {});
    expect(again.status).to.equal(404);
    await eraseAll(world, form.id);
    expect(await world.db('responses').pluck('id')).to.deep.equal([own]);
    const [event] = await listAuditEvents(world.db, { action: 'import.undone' }, 5);
    expect(event).to.deep.include({ subjectId: form.id, actorId: member.id });

    async function eraseAll({ db }: World, formId: string) {
      await confirm(path, 'name,answer\nEve,Another import of one.\n');
      await pinQuote(world, member, formId, await quoteOf(ids.Jonas!));
      await db('imports').update({ undone_at: null });
      for (const { id } of await db('imports').select('id'))
        await visitor.send('delete', `/forms/${formId}/imports/${id}`, { touched: 'erase' });
      await drainJobs(world, [undoImport]);
    }
    async function quoteOf(response_id: string) {
      const { id } = await world.db('answers').where({ response_id }).first('id');
      return { answer: id as string, phrase: 0 };
    }
  });

  it('what somebody has put into a reel, or pinned in a theme, is kept when an import is taken back', async () => {
    const { world, member, visitor, confirm, path, form } = await importing();
    await confirm(path, 'name,answer\nAmara,In a reel.\nJonas,In a theme.\nPriya,In neither.\n');
    const answers: Record<string, string> = Object.fromEntries(
      (await world.db('answers').select('text', 'id')).map(({ text, id }) => [text, id]),
    );
    const reel = await createReel(world, member, form.id, 'Highlights');
    await addQuote(world, reel, { answerId: answers['In a reel.']!, start: null, end: null, text: 'In a reel.' });
    const themeId = await describeTheme(world, form.id, { name: 'Themes', description: 'What is in a theme.' });
    await putExample(world.db, {
      id: 'example',
      analysisId: form.id,
      themeId,
      answerId: answers['In a theme.']!,
      text: 'In a theme.',
      kind: 'pinned',
      createdBy: member.id,
      createdAt: timestamp(world.clock),
    });
    const [, link] = /href="(\/forms\/\w+\/imports\/\w+)"/.exec((await visitor.get(path)).text)!;
    expect((await visitor.get(link!)).text).to.include('<b>1 answer will be erased</b>');
    await visitor.send('delete', link!, { touched: 'keep' });
    await drainJobs(world, [undoImport]);
    expect((await kept(world)).map(({ name }) => name)).to.deep.equal(['Amara', 'Jonas']);
    expect(await listParts(world.db, reel.id)).to.have.length(1);
  });

  it('nobody takes back what was imported into another form', async () => {
    const { world, visitor, confirm, path } = await importing();
    await confirm(path, 'name,answer\nAmara,One.\n');
    const other = await make.form(world, scored);
    const { id } = await world.db('imports').first('id');
    expect((await visitor.send('delete', `/forms/${other.id}/imports/${id}`, {})).status).to.equal(404);
    expect(await kept(world)).to.have.length(1);
  });

  it('who chooses the same file again is told before anything happens', async () => {
    const { look, confirm, path } = await importing();
    const file = 'score,answer\n3,Good\n4,Good\n';
    expect(await look(path, file)).not.to.include('This very file');
    await confirm(path, file);
    expect(await look(path, file)).to.include('This very file was imported before: 2 answers, by');
    expect(await look(path, `${file}5,Good\n`)).not.to.include('This very file');
  });

  it('a file whose days could be months is imported once somebody has said which they are', async () => {
    const { world, look, confirm, send, path } = await importing();
    const file = 'name,date,answer\nAmara,03/04/2026,One.\nJonas,05/06/2026,Two.\n';
    const shown = await look(path, file);
    expect(shown).to.include('Say above which way round dates such as 03/04/2026 are').and.include('Jonas');
    expect((await send(path, file, chosen(shown))).status).to.equal(422);
    expect(await kept(world)).to.be.empty;
    expect((await confirm(path, file, { ...chosen(shown), dayOrder: 'month-first' })).status).to.equal(303);
    expect((await kept(world)).map(({ submitted_at }) => submitted_at.slice(0, 10))).to.deep.equal([
      '2026-03-04',
      '2026-05-06',
    ]);
    expect(await look(path, 'name,date,answer\nAmara,03/03/2026,Three.\n')).not.to.include('Say above');
  });

  it('tables are read as spreadsheets save them', async () => {
    const rows = [
      ['Name', 'E-Mail', 'Datum', 'Punkte', 'Antwort'],
      ['Jürgen Groß', 'j@gross.example', '2026-03-14', '10', '"Schön, ""gut""; schnell\r\nund leise"'],
    ];
    const csv = (separator: string, end = '\r\n') => rows.map((row) => row.join(separator)).join(end) + end;
    const files: Record<string, Buffer> = {
      'Excel, CSV UTF-8': Buffer.from(`\ufeff${csv(';')}`),
      'Excel, Unicode text': Buffer.from(`\ufeff${csv('\t')}`, 'utf16le'),
      'Excel, CSV': Buffer.from(csv(';'), 'latin1'),
      'Excel, with its own first line': Buffer.from(`sep=;\r\n${csv(';')}`),
      'Google Sheets': Buffer.from(csv(',', '\n')),
      'Excel on an old Mac': Buffer.from(csv(';', '\r'), 'latin1'),
      'UTF-16 the other way round': Buffer.from(`\ufeff${csv('\t')}`, 'utf16le').swap16(),
    };
    for (const [program, file] of Object.entries(files)) {
      const { world, confirm, path } = await importing();
      expect((await confirm(path, file)).status, program).to.equal(303);
      const [only] = await kept(world);
      expect(only, program).to.include({ name: 'Jürgen Groß', email: 'j@gross.example', score: 10 });
      expect(only?.text?.replace('\r\n', '\n'), program).to.equal('Schön, "gut"; schnell\nund leise');
    }
  });

  it('columns are known by their names in other languages, and among a hundred others', async () => {
    const heads = [
      'имя,почта,дата,оценка,отзыв',
      '名前,メール,日付,評価,コメント',
      'nom,courriel,date,note,commentaire',
      'imię,e-mail,data,ocena,odpowiedź',
      '姓名,邮箱,日期,评分,评论',
      'isim,e-posta,tarih,puan,yanıt',
      Array.from({ length: 100 }, (_, i) => `Extra ${i + 1}`).join() +
        ',Full name,Email address,Submitted at,NPS,Feedback',
    ];
    for (const head of heads) {
      const { world, confirm, path } = await importing();
      const extra = head.startsWith('Extra') ? '1,'.repeat(100) : '';
      await confirm(path, `${head}\n${extra}A,a@a.example,2026-01-02,7,ok\n`);
      expect((await kept(world))[0], head).to.include({ name: 'A', email: 'a@a.example', score: 7, text: 'ok' });
    }
  });

  it('a table without names of columns is read by what stands in it', async () => {
    const { world, confirm, path } = await importing();
    await confirm(path, 'Amara Osei,amara@osei.example,2026-01-02,9,It was quick and friendly from the start.\n');
    expect((await kept(world))[0]).to.include({ email: 'amara@osei.example', score: 9 });
  });

  it('what is no table is refused whatever it is called, and a cell of megabytes is one line left out', async () => {
    const { world, look, confirm, path } = await importing();
    const noise = Buffer.from(Array.from({ length: 5000 }, (_, i) => 1 + ((i * 7919) % 255)));
    expect(await look(path, noise)).to.include('This is no text.');
    const picture = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
    expect(await look(path, picture)).to.include('This is no text.');
    const huge = `answer\n"${'word '.repeat(1_000_000)}"\nA good answer.\n`;
    expect(await look(path, huge)).to.include('Line 2</b> The answer has more than 10,000 characters.');
    await confirm(path, huge);
    expect((await kept(world)).map(({ text }) => text)).to.deep.equal(['A good answer.']);
  });
});
