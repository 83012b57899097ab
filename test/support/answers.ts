import fs from 'node:fs';
import path from 'node:path';
import type { Form } from '../../src/forms/form.ts';
import { packageRoot } from '../../src/platform/config.ts';
import { drainJobs } from '../../src/platform/jobs/worker.ts';
import type { LabelledSentence } from '../../src/analysis/sentiment/training.ts';
import { feelings } from '../../src/analysis/sentiment/sentiment.ts';
import { runAnalysis, startAnalysis } from '../../src/analysis/run.ts';
import * as make from './make.ts';
import { submission } from './submission.ts';
import type { World } from './world.ts';

export interface LabelledAnswer {
  /** `none` for what is about no theme. */
  theme: string;
  /** A second theme that it is about. */
  also?: string;
  /** How the person feels about it: 1, 0 or -1. */
  s: -1 | 0 | 1;
  t: string;
}

/** Sixty answers about a company that ships things, six themes. */
export function feedback60(): LabelledAnswer[] {
  return read('feedback60.json') as LabelledAnswer[];
}

/** Ninety-six answers about a stay in hospital, eight themes, in spoken style; with a sentence about each theme. */
export function clinic(): { answers: LabelledAnswer[]; descriptions: Record<string, string> } {
  return read('feedback-clinic.json') as ReturnType<typeof clinic>;
}

/** Sixty-three answers of members of a gym, seven themes, in spoken style. */
export function gym(): { answers: LabelledAnswer[]; descriptions: Record<string, string> } {
  return read('feedback-gym.json') as ReturnType<typeof gym>;
}

/**
 * Ninety-nine answers of volunteers at a food bank, eight themes, in spoken style; eight are about none. Nothing is tuned on
 * them: whoever changes a method looks at them once, afterwards.
 */
export function volunteers(): { answers: LabelledAnswer[]; descriptions: Record<string, string> } {
  return read('feedback-volunteers.json') as ReturnType<typeof volunteers>;
}

/** Sentences about a library and a swimming pool, in spoken style. */
export function feelingsOfLibrary(): LabelledSentence[] {
  const said = read('feelings-library.json') as Record<string, string[]>;
  return feelings.flatMap((feeling) => said[feeling]!.map((text) => ({ text, feeling })));
}

function read(name: string): unknown {
  return JSON.parse(fs.readFileSync(path.join(packageRoot, 'test/fixtures', name), 'utf8'));
}

type Published = Form & { publicationId: string };

/** A form with one question, answered in writing by a person each. */
export async function answered(world: World, texts: string[]): Promise<Published> {
  // Many are written, and none has to outlast a crash.
  await world.db.raw('PRAGMA synchronous=OFF');
  const form = await make.form(world, { questions: [make.textQuestion()] });
  await answerMore(world, form, texts);
  return form;
}

export async function answerMore(world: World, form: Published, texts: string[]): Promise<void> {
  // Everybody has a name and an address of their own.
  const [{ before }] = (await world.db('responses').count({ before: '*' })) as [{ before: number }];
  for (const [i, text] of texts.entries())
    await submission(world, form, `Person ${before + i + 1}`, { kind: 'text', text });
}

/** Finds themes, as the page's button does, and waits for it. */
export async function analyse(world: World, analysisId: string, anew = false): Promise<void> {
  await startAnalysis(world.db, { analysisId, anew });
  await drainJobs(world, [runAnalysis]);
}
