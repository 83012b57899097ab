import type { Knex } from 'knex';

/**
 * Thai, Lao, Burmese, Khmer, Japanese and Chinese letters: a text that has one is looked through letter by letter, since
 * nothing there says where a word ends. The index holds such texts alone, by kind and newest last.
 */
const letters = '[ก-๛ກ-ໟက-႟ក-៿々-〇぀-ヿ㐀-䶿一-鿿豈-﫿ｦ-ﾟ𠀀-𿿽]';

export async function up(db: Knex): Promise<void> {
  await db.raw(
    `CREATE INDEX search_documents_unspaced ON search_documents (kind, id)
       WHERE title || body || said GLOB '*${letters}*'`,
  );
}

export async function down(db: Knex): Promise<void> {
  await db.raw('DROP INDEX search_documents_unspaced');
}
