/** Fills an empty workspace with forms, people and answers to look at: `npm run seed`. */
import fs from 'node:fs';
import type { Member } from './accounts/member.ts';
import { closeForm } from './forms/closing.ts';
import { publishForm } from './forms/publication.ts';
import { createForm, type Form } from './forms/form.ts';
import { countFormsByState } from './forms/store.ts';
import { jobs } from './jobs.ts';
import { ConfigError } from './platform/config.ts';
import { closeDeps, openDeps, type Deps } from './platform/deps.ts';
import { drainJobs } from './platform/jobs/worker.ts';
import { migrate } from './platform/migrate.ts';
import { answerForm, reviewAnswers } from './seed/answering.ts';
import { importFeedback } from './seed/feedback.ts';
import { speechFolder } from './seed/films.ts';
import { closedDaysAgo, closedForm, demoForms, type DemoForm } from './seed/forms.ts';
import { sendMessages } from './seed/messages.ts';
import { PastClock } from './seed/past-clock.ts';
import { respondents } from './seed/people.ts';
import { gatherTeam, type Team } from './seed/team.ts';
import { endEngines } from './analysis/engine-process.ts';
import { endSpeech } from './transcripts/speech.ts';
import { speechStatus } from './transcripts/transcript.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);

try {
  const deps = openDeps(process.env);
  await migrate(deps.db);
  const problem = await whyNot(deps);
  if (problem) {
    say(problem);
    process.exitCode = 1;
  } else {
    await seed(deps);
  }
  await closeDeps(deps);
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

async function whyNot({ db }: Deps): Promise<string | undefined> {
  const counts = Object.values(await countFormsByState(db, { id: '', role: 'owner' }));
  if (counts.some((count) => count > 0)) {
    return 'This workspace has forms already, so nothing was added. An empty STORAGE_DIR makes a new one.';
  }
  if (!fs.existsSync(speechFolder)) {
    return 'The recordings for the demo come with the source code, in test/fixtures/speech. They are not here, so nothing was added.';
  }
  return undefined;
}

async function seed(deps: Deps): Promise<void> {
  const then = new PastClock();
  const past = { ...deps, clock: then };
  then.set((respondents[0]?.daysAgo ?? 0) + 3);
  const team = await gatherTeam(past);
  const forms = await makeForms(past, team.people);
  await answerAndReview(past, then, forms, team.people);
  then.set(closedDaysAgo);
  await closeForm(past, forms[closedForm].id);
  say('Recording what the team sends each other');
  await sendMessages(past, then, team.people);
  say('Importing what customers wrote, and looking for themes in it');
  await importFeedback(deps, team.people[0]!, forms.feedback);
  say('Making what browsers play, and the transcripts');
  // One encodes while the other listens.
  await Promise.all([drainJobs(deps, jobs), drainJobs(deps, jobs)]);
  endSpeech();
  endEngines();
  tell(deps, team);
}

/** One after the other: the list shows the newest first. */
async function makeForms(deps: Deps, [owner]: Member[]): Promise<Record<DemoForm, Form>> {
  const made: [string, Form][] = [];
  for (const [name, content] of Object.entries(demoForms())) {
    const { id } = await createForm(deps, owner!, content);
    made.push([name, await publishForm(deps, id)]);
  }
  return Object.fromEntries(made) as Record<DemoForm, Form>;
}

async function answerAndReview(
  deps: Deps,
  then: PastClock,
  forms: Record<DemoForm, Form>,
  people: Member[],
): Promise<void> {
  say(`Recording the answers of ${respondents.length} people`);
  for (const person of respondents) {
    then.set(person.daysAgo);
    const run = await answerForm(deps, forms[person.form], person);
    then.set(person.daysAgo / 2);
    await reviewAnswers(deps, people, run, person);
  }
}

function tell({ config }: Deps, { people, password, ownerIsNew }: Team): void {
  const [owner, ...members] = people.map(({ email }) => email);
  const speech = speechStatus(config);
  if (!speech.ready) say(`Transcripts were not made: ${speech.missing}`);
  say('\nThe demo workspace is ready. Start the server with `npm start` and sign in as');
  say(`  ${owner}, with ${ownerIsNew ? `the password ${password}` : 'your own password'}`);
  say(`  ${members.join(' or ')}, with the password ${password}`);
}
