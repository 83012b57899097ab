import type { Knex } from 'knex';

/**
 * Everything that can be found, a row each: forms, respondents, answers, notes, messages and comments. Each kind has ids
 * of its own range, so that one kind is looked through without looking at the others, the newest first. Triggers keep the
 * rows in step with what they are about, whoever changes it, and a trigger on the rows keeps the index of their words.
 * The id of the form is one of the words, so that who sees some forms only need not have all the others looked through.
 */
const range = 1_000_000_000_000;
const kinds = { form: 1, response: 2, answer: 3, note: 4, message: 5, comment: 6 };
type Kind = keyof typeof kinds;

export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('search_documents', (table) => {
    table.integer('id').primary();
    table.text('kind').notNullable();
    /** The id of what it is, among its kind. */
    table.text('subject_id').notNullable();
    table.text('form_id');
    table.text('response_id').index();
    table.text('message_id');
    table.text('clip_id').index();
    table.text('title').notNullable().defaultTo('');
    table.text('body').notNullable().defaultTo('');
    /** The transcript, as others may read it. */
    table.text('said').notNullable().defaultTo('');
    table.unique(['kind', 'subject_id']);
  });
  await db.raw(
    `CREATE VIRTUAL TABLE search_index USING fts5(
       title, body, said, form_id, content='search_documents', content_rowid='id', prefix='1 2 3',
       tokenize='porter unicode61 remove_diacritics 2'
     )`,
  );
  // Erased words must not linger in the index's pages.
  await db.raw("INSERT INTO search_index (search_index, rank) VALUES ('secure-delete', 1)");
  for (const statement of [...wordTriggers, ...triggers(), ...backfill]) await db.raw(statement);
}

export async function down(db: Knex): Promise<void> {
  const names: { name: string }[] = await db('sqlite_master')
    .where({ type: 'trigger' })
    .whereLike('name', 'search_%')
    .select('name');
  for (const { name } of names) await db.raw(`DROP TRIGGER ${name}`);
  await db.schema.dropTable('search_index');
  await db.schema.dropTable('search_documents');
}

const columns = (row: string) => `${row}.id, ${row}.title, ${row}.body, ${row}.said, ${row}.form_id`;
const added = `INSERT INTO search_index (rowid, title, body, said, form_id) VALUES (${columns('new')});`;
const taken = `INSERT INTO search_index (search_index, rowid, title, body, said, form_id)
  VALUES ('delete', ${columns('old')});`;

const wordTriggers = [
  `CREATE TRIGGER search_words_added AFTER INSERT ON search_documents BEGIN ${added} END`,
  `CREATE TRIGGER search_words_removed AFTER DELETE ON search_documents BEGIN ${taken} END`,
  `CREATE TRIGGER search_words_changed AFTER UPDATE OF title, body, said ON search_documents
     WHEN old.title <> new.title OR old.body <> new.body OR old.said <> new.said
   BEGIN ${taken} ${added} END`,
];

const saidIn = (clip: string) => `coalesce((SELECT text FROM transcripts WHERE clip_id = ${clip}), '')`;
const questionsOf = (draft: string) =>
  `coalesce((SELECT group_concat(json_extract(value, '$.text'), char(10)) FROM json_each(${draft}, '$.questions')), '')`;
const promptsOf = (draft: string) =>
  `coalesce((SELECT group_concat(text, char(10)) FROM json_each(${draft}, '$.questions') AS question
     JOIN transcripts ON clip_id = json_extract(question.value, '$.prompt.clipId')), '')`;
const givenIn = (answer: string) =>
  `coalesce(${answer}.text, (SELECT group_concat(value, char(10)) FROM json_each(${answer}.choices)), '')`;

/** What of a row is found, by the name that the row goes by: `new` in a trigger, the table's own otherwise. */
const documents: Record<Kind, { columns: string; of: (row: string) => string }> = {
  form: {
    columns: 'subject_id, form_id, title, body, said',
    of: (row) => `${row}.id, ${row}.id, ${row}.title, ${questionsOf(`${row}.draft`)}, ${promptsOf(`${row}.draft`)}`,
  },
  response: {
    columns: 'subject_id, form_id, response_id, title, body',
    of: (row) => `${row}.id, ${row}.form_id, ${row}.id, coalesce(${row}.name, ''), coalesce(${row}.email, '')`,
  },
  answer: {
    columns: 'subject_id, form_id, response_id, clip_id, body, said',
    of: (row) =>
      `${row}.id, (SELECT form_id FROM responses WHERE id = ${row}.response_id), ${row}.response_id, ${row}.clip_id,
       ${givenIn(row)}, ${saidIn(`${row}.clip_id`)}`,
  },
  note: {
    columns: 'subject_id, form_id, response_id, body',
    of: (row) =>
      `${row}.id, (SELECT form_id FROM responses WHERE id = ${row}.response_id), ${row}.response_id, ${row}.text`,
  },
  message: {
    columns: 'subject_id, message_id, clip_id, title, body, said',
    of: (row) => `${row}.id, ${row}.id, ${row}.clip_id, ${row}.title, ${row}.description, ${saidIn(`${row}.clip_id`)}`,
  },
  comment: {
    columns: 'subject_id, message_id, clip_id, body, said',
    of: (row) => `${row}.id, iif(${row}.subject_kind = 'message', ${row}.subject_id, NULL), ${row}.clip_id,
       ${row}.text, ${saidIn(`${row}.clip_id`)}`,
  },
};

const lastId = (kind: Kind) => {
  const first = kinds[kind] * range;
  return `coalesce((SELECT max(id) FROM search_documents WHERE id > ${first} AND id < ${first + range}), ${first})`;
};

const add = (kind: Kind) =>
  `INSERT INTO search_documents (id, kind, ${documents[kind].columns})
     VALUES (${lastId(kind)} + 1, '${kind}', ${documents[kind].of('new')});`;

/** Many at once, in the order of their ids, which is that of time. */
const addAll = (kind: Kind, from: string, which = 'true') =>
  `INSERT INTO search_documents (id, kind, ${documents[kind].columns})
     SELECT ${lastId(kind)} + row_number() OVER (ORDER BY ${from}.id), '${kind}', ${documents[kind].of(from)}
       FROM ${from} WHERE ${which};`;

const change = (kind: Kind) =>
  `UPDATE search_documents SET (${documents[kind].columns}) = (SELECT ${documents[kind].of('new')})
     WHERE kind = '${kind}' AND subject_id = new.id;`;

const remove = (kind: Kind) => `DELETE FROM search_documents WHERE kind = '${kind}' AND subject_id = old.id;`;

const isSubmitted = `(SELECT state FROM responses WHERE id = new.response_id) = 'submitted'`;

function trigger(name: string, when: string, body: string): string {
  return `CREATE TRIGGER search_${name} AFTER ${when} BEGIN ${body} END`;
}

/** @param changes the columns that matter; @param guard which new rows are found at all */
function follow(kind: Kind, table: string, changes: string, guard = 'true'): string[] {
  return [
    trigger(`${kind}_added`, `INSERT ON ${table} WHEN ${guard}`, add(kind)),
    trigger(`${kind}_changed`, `UPDATE OF ${changes} ON ${table}`, change(kind)),
    trigger(`${kind}_removed`, `DELETE ON ${table}`, remove(kind)),
  ];
}

/** What is not submitted is in nobody's index: it comes in when its response is. */
function triggers(): string[] {
  const submitted = add('response') + addAll('answer', 'answers', 'response_id = new.id');
  const said = (row: string, text: string) =>
    `UPDATE search_documents SET said = ${text} WHERE clip_id = ${row}.clip_id;`;
  const ofPrompt = `(SELECT owner_kind FROM clips WHERE id = new.clip_id) = 'prompt'`;
  const asked = `UPDATE search_documents AS d SET said = (SELECT ${promptsOf('draft')} FROM forms WHERE id = d.subject_id)
     WHERE kind = 'form' AND subject_id IN (SELECT forms.id FROM forms, json_each(draft, '$.questions') AS question
       WHERE json_extract(question.value, '$.prompt.clipId') = new.clip_id);`;
  return [
    trigger('asked_added', `INSERT ON transcripts WHEN ${ofPrompt}`, asked),
    trigger('asked_changed', `UPDATE OF text ON transcripts WHEN ${ofPrompt}`, asked),
    ...follow('form', 'forms', 'title, draft'),
    ...follow('answer', 'answers', 'text, choices, clip_id', isSubmitted),
    ...follow('note', 'notes', 'text'),
    ...follow('message', 'messages', 'title, description, clip_id'),
    ...follow('comment', 'comments', 'text, clip_id'),
    trigger('response_added', `INSERT ON responses WHEN new.state = 'submitted'`, add('response')),
    trigger(
      'response_submitted',
      `UPDATE OF state ON responses WHEN new.state = 'submitted' AND old.state <> 'submitted'`,
      submitted,
    ),
    trigger('response_changed', 'UPDATE OF name, email ON responses', change('response')),
    trigger(
      'response_taken_back',
      `UPDATE OF state ON responses WHEN new.state <> 'submitted'`,
      'DELETE FROM search_documents WHERE response_id = new.id;',
    ),
    trigger('response_removed', 'DELETE ON responses', 'DELETE FROM search_documents WHERE response_id = old.id;'),
    trigger('said_added', 'INSERT ON transcripts', said('new', 'new.text')),
    trigger('said_changed', 'UPDATE OF text ON transcripts', said('new', 'new.text')),
    trigger('said_removed', 'DELETE ON transcripts', said('old', `''`)),
  ];
}

const ofSubmitted = `response_id IN (SELECT id FROM responses WHERE state = 'submitted')`;

/** What there was before. */
const backfill = [
  addAll('form', 'forms'),
  addAll('response', 'responses', `state = 'submitted'`),
  addAll('answer', 'answers', ofSubmitted),
  addAll('note', 'notes'),
  addAll('message', 'messages'),
  addAll('comment', 'comments'),
];
