import type { Express } from 'express';
import { createApp } from '../../src/app.ts';
import type { Member } from '../../src/accounts/member.ts';
import { makeMember, Visitor } from './visitor.ts';
import { makeWorld, type World } from './world.ts';

export interface Workplace {
  world: World;
  app: Express;
  /** Whose things the test is about, and their browser, signed in. */
  author: Member;
  me: Visitor;
}

/** A workspace with one member at work in it; gone when the suite ends. */
export async function makeWorkplace(
  environment: Record<string, string> = {},
  given: Partial<Member> = {},
): Promise<Workplace> {
  const world = await makeWorld(environment);
  const app = createApp(world);
  const author = await makeMember(world, given);
  const me = new Visitor(app);
  await me.signIn(author);
  return { world, app, author, me };
}

/** Nobody has been turned away yet: for tests that try passwords and codes one after the other. */
export async function forgetTries({ throttleDb }: World): Promise<void> {
  if (await throttleDb.schema.hasTable('tries')) await throttleDb('tries').delete();
}
