import type { CsvRow } from '../../platform/csv.ts';
import { guessOrder, readDate, type DayOrder } from './dates.ts';

/** What an imported answer has. */
export const fields = ['name', 'email', 'date', 'score', 'answer'] as const;
export type Field = (typeof fields)[number];

/** How a table is read. */
export interface Mapping {
  /** Its first line holds the names of its columns. */
  headed: boolean;
  /** The column of each, from 0; null for none. */
  columns: Record<Field, number | null>;
  dayOrder: DayOrder;
}

/** What people and programs call the columns, in many languages. The most telling come first. */
const names: Record<Field, string[]> = {
  email: called(
    'email,mail,e mail,email address,emailadresse,adresse e mail,courriel,correo,e post,e posta,почта,эл почта,メール,邮箱,电子邮件,이메일',
  ),
  date: called(
    'date,submitted at,submitted,submit date,timestamp,created at,created,time,datum,zeitstempel,fecha,data,dato,tarih,дата,ημερομηνια,日付,日期,날짜',
  ),
  score: called(
    'score,nps,nps score,rating,points,how likely,punkte,bewertung,note,puntuacion,punteggio,nota,pontuacao,ocena,betyg,cijfer,karakter,hodnoceni,puan,оценка,балл,βαθμολογια,評価,点数,评分,점수',
  ),
  answer: called(
    'answer,comment,comments,feedback,response,text,review,message,verbatim,opinion,antwort,kommentar,commentaire,avis,reponse,respuesta,comentario,risposta,commento,antwoord,opmerking,svar,odpowiedz,opinia,komentarz,odpoved,resposta,yorum,yanıt,cevap,ответ,отзыв,комментарий,απαντηση,σχολιο,回答,コメント,感想,评论,답변',
  ),
  name: called(
    'name,full name,respondent,customer,person,author,vorname,nachname,kunde,nom,nombre,nome,naam,namn,navn,imie,jmeno,isim,ad,имя,фио,ονομα,名前,氏名,姓名,이름',
  ),
};

function called(list: string): string[] {
  return list.split(',').map(plain);
}

/** Reads a table's columns off its first lines: by their names, and where those tell nothing by what stands in them. */
export function guessMapping(rows: CsvRow[], otherwise: DayOrder): Mapping {
  const first = rows[0]?.cells ?? [];
  const headed = first.some((cell) => fieldNamed(cell)) || looksLikeNames(rows);
  const columns: Mapping['columns'] = { name: null, email: null, date: null, score: null, answer: null };
  if (headed) byName(first, columns);
  byContent((headed ? rows.slice(1) : rows).slice(0, 50), columns);
  return { headed, columns, dayOrder: orderOf(rows, columns.date, otherwise) };
}

/** How the dates in a column are written. */
export function orderOf(rows: CsvRow[], column: number | null, otherwise: DayOrder): DayOrder {
  return column === null ? otherwise : guessOrder(cellsOf(rows, column), otherwise);
}

function byName(header: string[], columns: Mapping['columns']): void {
  for (const isNamed of [is, mentions]) {
    for (const field of fields) {
      const found = header.findIndex((cell, i) => isNamed(cell, field) && !isTaken(columns, i));
      if (found >= 0) columns[field] ??= found;
    }
  }
}

function plain(cell: string): string {
  return cell
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function is(cell: string, field: Field): boolean {
  return names[field].includes(plain(cell));
}

function mentions(cell: string, field: Field): boolean {
  return names[field].some((name) => ` ${plain(cell)} `.includes(` ${name} `));
}

function fieldNamed(cell: string): Field | undefined {
  return fields.find((field) => is(cell, field));
}

function isTaken(columns: Mapping['columns'], column: number): boolean {
  return Object.values(columns).includes(column);
}

/** A first line of short words over lines that hold an address, a number or a date. */
function looksLikeNames([first, ...others]: CsvRow[]): boolean {
  const isData = (cell: string) => cell.includes('@') || /^\d+([.,]\d+)?$/.test(cell) || isDate(cell);
  if (!first || others.length === 0 || first.cells.some((cell) => isData(cell) || cell.length > 80)) return false;
  return others.slice(0, 5).some(({ cells }) => cells.some(isData));
}

function byContent(rows: CsvRow[], columns: Mapping['columns']): void {
  const width = Math.max(0, ...rows.map(({ cells }) => cells.length));
  const free = () => Array.from({ length: width }, (_, i) => i).filter((i) => !isTaken(columns, i));
  const mostly = (i: number, test: (cell: string) => boolean) => {
    const cells = cellsOf(rows, i).filter((cell) => cell !== '');
    return cells.length > 0 && cells.filter(test).length > cells.length * 0.7;
  };
  columns.email ??= free().find((i) => mostly(i, (cell) => /^\S+@\S+$/.test(cell))) ?? null;
  columns.date ??= free().find((i) => mostly(i, isDate)) ?? null;
  columns.score ??= free().find((i) => mostly(i, (cell) => /^(10|\d)$/.test(cell))) ?? null;
  columns.answer ??= longest(rows, free());
}

/** Prose is longer than names. */
function longest(rows: CsvRow[], free: number[]): number | null {
  const lengths = free.map((i) => ({ i, length: cellsOf(rows, i).reduce((sum, cell) => sum + cell.length, 0) }));
  const best = lengths.filter(({ length }) => length > 0).toSorted((a, b) => b.length - a.length)[0];
  return best && best.length / Math.max(1, rows.length) > 8 ? best.i : null;
}

function isDate(cell: string): boolean {
  return [readDate(cell, 'utc', 'day-first'), readDate(cell, 'utc', 'month-first')].some(Boolean);
}

function cellsOf(rows: CsvRow[], column: number): string[] {
  return rows.map(({ cells }) => cells[column] ?? '');
}
