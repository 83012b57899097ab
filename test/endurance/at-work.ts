import * as make from '../support/make.ts';
import { ServerProcess, type Program } from '../support/server-process.ts';
import { makeWorld } from '../support/world.ts';

/** The product in a process of its own with a form to answer; `world` is this process's view of the same storage. */
export async function atWork({ storage, ...program }: Program & { storage?: string } = {}) {
  const world = await makeWorld(storage ? { STORAGE_DIR: storage } : {});
  const question = make.question({ text: 'Tell us about a hard day.', takesAllowed: 0 });
  const form = await make.form(world, { askName: 'off', askEmail: 'off', questions: [question] });
  const server = await ServerProcess.start(world.storage.root, program);
  return { world, form, question, server };
}

export type AtWork = Awaited<ReturnType<typeof atWork>>;
