import type { Knex } from 'knex';

/**
 * Answers that an analysis has not read yet. Triggers write them down, so that whoever submits, imports, transcribes or
 * corrects need not know of it.
 */
export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('waiting_answers', (table) => {
    table.text('analysis_id').notNullable().references('analyses.id').onDelete('CASCADE');
    table.text('answer_id').notNullable().references('answers.id').onDelete('CASCADE').index();
    table.text('arrived_at').notNullable();
    table.primary(['analysis_id', 'answer_id']);
  });
  for (const [name, when, which] of triggers) {
    await db.raw(`CREATE TRIGGER waiting_${name} AFTER ${when} BEGIN
      INSERT INTO waiting_answers (analysis_id, answer_id, arrived_at)
        SELECT analyses.id, answers.id, strftime('%Y-%m-%dT%H:%M:%fZ', 'now') FROM answers
          JOIN responses ON responses.id = answers.response_id
          JOIN analysis_forms ON analysis_forms.form_id = responses.form_id
          JOIN analyses ON analyses.id = analysis_forms.analysis_id
          LEFT JOIN transcripts ON transcripts.clip_id = answers.clip_id
        WHERE ${which} AND responses.state = 'submitted' AND answers.kind IN ('video', 'voice', 'typed', 'text')
          AND coalesce(transcripts.text, answers.text) IS NOT NULL
          AND (from_day IS NULL OR submitted_at >= from_day)
          AND (until_day IS NULL OR submitted_at < date(until_day, '+1 day'))
        ON CONFLICT (analysis_id, answer_id) DO UPDATE SET arrived_at = excluded.arrived_at;
    END`);
  }
}

export async function down(db: Knex): Promise<void> {
  for (const [name] of triggers) await db.raw(`DROP TRIGGER waiting_${name}`);
  await db.schema.dropTable('waiting_answers');
}

const triggers: [name: string, when: string, which: string][] = [
  [
    'submitted',
    `UPDATE OF state ON responses WHEN new.state = 'submitted' AND old.state <> 'submitted'`,
    'answers.response_id = new.id',
  ],
  // What is imported is submitted from the beginning.
  ['added', 'INSERT ON answers', 'answers.id = new.id'],
  ['changed', 'UPDATE OF text ON answers WHEN new.text IS NOT old.text', 'answers.id = new.id'],
  ['transcribed', 'INSERT ON transcripts', 'answers.clip_id = new.clip_id'],
  ['corrected', 'UPDATE OF text ON transcripts WHEN new.text IS NOT old.text', 'answers.clip_id = new.clip_id'],
];
