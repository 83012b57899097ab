import type { Knex } from 'knex';

/**
 * Themes hung on a form; now they hang on an analysis, which may be of several forms. Each form's own analysis has its
 * form's id, so that what is known of it (a run that waits, too) stays where it is.
 */
export async function up(db: Knex): Promise<void> {
  await setAside(db, ['analyses', 'themes', 'placements', 'theme_examples']);
  await createAnalyses(db);
  await createThemes(db, 'analysis');
  await db.schema.createTable('placements', (table) => {
    table.text('analysis_id').notNullable().references('analyses.id').onDelete('CASCADE');
    table.text('sentence_id').notNullable().references('sentences.id').onDelete('CASCADE').index();
    /** Null where it fits nowhere. */
    table.text('theme_id').references('themes.id').onDelete('SET NULL');
    table.double('confidence').notNullable();
    table.double('centrality').notNullable();
    table.primary(['analysis_id', 'sentence_id']);
    table.index(['theme_id', 'sentence_id']);
  });
  await createExamples(db, 'analysis');

  await db.raw(`insert into analyses (id, form_id, created_at, wanted_themes, engine, finished_at, outcome)
    select form_id, form_id, coalesce(finished_at, strftime('%Y-%m-%dT%H:%M:%fZ', 'now')), wanted_themes, engine,
      finished_at, outcome from old_analyses`);
  await db.raw(`insert or ignore into analyses (id, form_id, created_at)
    select form_id, form_id, min(created_at) from old_themes group by form_id`);
  await db.raw('insert into analysis_forms (analysis_id, form_id) select id, form_id from analyses');
  await db.raw(`insert into themes (analysis_id, ${ofTheme}) select form_id, ${ofTheme} from old_themes`);
  await db.raw(`insert into placements (analysis_id, ${ofPlacement}) select sentences.form_id, ${ofPlacement}
    from old_placements join sentences on sentences.id = sentence_id
    where sentences.form_id in (select id from analyses)`);
  await db.raw(
    `insert into theme_examples (analysis_id, ${ofExample}) select form_id, ${ofExample} from old_theme_examples`,
  );
  await db.raw(`update jobs set payload = json_object('analysisId', payload ->> 'formId',
      'anew', json(iif(payload ->> 'anew', 'true', 'false')))
    where name = 'analysis.run' and payload ->> 'formId' is not null`);
  await forget(db, ['analyses', 'themes', 'placements', 'theme_examples']);
}

/** Analyses across forms are lost; each form's own is as it was. */
export async function down(db: Knex): Promise<void> {
  await setAside(db, ['analyses', 'analysis_forms', 'themes', 'placements', 'theme_examples']);
  await db.schema.createTable('analyses', (table) => {
    table.text('form_id').primary().references('forms.id').onDelete('CASCADE');
    found(table);
  });
  await createThemes(db, 'form');
  await db.schema.createTable('placements', (table) => {
    table.text('sentence_id').primary().references('sentences.id').onDelete('CASCADE');
    table.text('theme_id').references('themes.id').onDelete('SET NULL');
    table.double('confidence').notNullable();
    table.double('centrality').notNullable();
    table.index(['theme_id', 'sentence_id']);
  });
  await createExamples(db, 'form');

  const own = '(select id from old_analyses where form_id is not null)';
  await db.raw(`insert into analyses (form_id, wanted_themes, engine, finished_at, outcome)
    select form_id, wanted_themes, engine, finished_at, outcome from old_analyses where form_id is not null`);
  await db.raw(`insert into themes (form_id, ${ofTheme})
    select analysis_id, ${ofTheme} from old_themes where analysis_id in ${own}`);
  await db.raw(`insert into placements (${ofPlacement})
    select ${ofPlacement} from old_placements where analysis_id in ${own}`);
  await db.raw(`insert into theme_examples (form_id, ${ofExample})
    select analysis_id, ${ofExample} from old_theme_examples where analysis_id in ${own}`);
  await db.raw(`update jobs set payload = json_object('formId', payload ->> 'analysisId',
      'anew', json(iif(payload ->> 'anew', 'true', 'false')))
    where name = 'analysis.run' and payload ->> 'analysisId' is not null`);
  await forget(db, ['analyses', 'analysis_forms', 'themes', 'placements', 'theme_examples']);
}

const ofTheme = 'id, name, is_named, description, is_pinned, is_kept, phrases, created_at';
const ofPlacement = 'sentence_id, theme_id, confidence, centrality';
const ofExample = 'id, theme_id, answer_id, text, kind, created_by, created_at';

/** Not renamed: SQLite reads all triggers anew then, and fails at an alias in one of the search index's. */
async function setAside(db: Knex, tables: string[]): Promise<void> {
  for (const table of tables) await db.raw(`create temporary table old_${table} as select * from ${table}`);
  for (const table of tables.toReversed()) await db.schema.dropTable(table);
}

async function forget(db: Knex, tables: string[]): Promise<void> {
  for (const table of tables) await db.raw(`drop table temp.old_${table}`);
}

async function createAnalyses(db: Knex): Promise<void> {
  await db.schema.createTable('analyses', (table) => {
    table.text('id').primary();
    /** Whose own analysis it is; null for one across forms. */
    table.text('form_id').unique().references('forms.id').onDelete('CASCADE');
    table.text('name');
    /** Days of UTC, both included: only what was submitted then. Null for no limit. */
    table.text('from_day');
    table.text('until_day');
    table.text('created_by').references('members.id').onDelete('SET NULL');
    table.text('created_at').notNullable();
    found(table);
  });
  await db.schema.createTable('analysis_forms', (table) => {
    table.text('analysis_id').notNullable().references('analyses.id').onDelete('CASCADE');
    table.text('form_id').notNullable().references('forms.id').onDelete('CASCADE').index();
    table.primary(['analysis_id', 'form_id']);
  });
}

function found(table: Knex.CreateTableBuilder): void {
  /** How many themes somebody asked for; null for as many as are told apart best. */
  table.integer('wanted_themes');
  table.text('engine');
  table.text('finished_at');
  /** JSON: what the last run changed, and how it went about it. */
  table.text('outcome');
}

type Owner = 'analysis' | 'form';

function owned(table: Knex.CreateTableBuilder, by: Owner): void {
  table
    .text(`${by}_id`)
    .notNullable()
    .references(by === 'form' ? 'forms.id' : 'analyses.id')
    .onDelete('CASCADE');
}

async function createThemes(db: Knex, by: Owner): Promise<void> {
  await db.schema.createTable('themes', (table) => {
    table.text('id').primary();
    owned(table, by);
    table.text('name').notNullable();
    /** A person gave it that name. */
    table.boolean('is_named').notNullable().defaultTo(false);
    /** A sentence that says what it is about. */
    table.text('description');
    table.boolean('is_pinned').notNullable().defaultTo(false);
    /** A person touched it: it stays, whatever is found. */
    table.boolean('is_kept').notNullable().defaultTo(false);
    /** JSON, a list. */
    table.text('phrases').notNullable().defaultTo('[]');
    table.text('created_at').notNullable();
    table.index([`${by}_id`, 'id']);
  });
}

async function createExamples(db: Knex, by: Owner): Promise<void> {
  await db.schema.createTable('theme_examples', (table) => {
    table.text('id').primary();
    owned(table, by);
    table.text('theme_id').notNullable().references('themes.id').onDelete('CASCADE').index();
    table.text('answer_id').notNullable().references('answers.id').onDelete('CASCADE').index();
    /** What was said: it finds its sentence again after the transcript was made anew. */
    table.text('text').notNullable();
    /** `moved` here, or `pinned` as a quote. */
    table.text('kind').notNullable();
    table.text('created_by').references('members.id').onDelete('SET NULL');
    table.text('created_at').notNullable();
    table.unique(by === 'form' ? ['answer_id', 'text'] : ['analysis_id', 'answer_id', 'text']);
    table.index([`${by}_id`, 'theme_id']);
  });
}
