import { getForm } from '../forms/form.ts';
import { notify } from '../notifications/notice.ts';
import { tellNow } from '../notifications/tell.ts';
import { defineJob } from '../platform/jobs/job.ts';
import { findResponse } from './store.ts';
import { findMaker, listTeam } from './team.store.ts';

/** Tells everybody who may see it of a new response: in the panel, and by mail as each has chosen. */
export const tellTeam = defineJob<{ responseId: string }>('responses.tell-team', async ({ responseId }, context) => {
  const { db } = context;
  const response = await findResponse(db, responseId);
  if (!response?.submittedAt) return;
  const form = await getForm(db, response.formId);
  const news = { kind: 'response', subjectId: responseId, aboutId: form.id, about: form.draft.title } as const;
  await notify(context, news, await listTeam(db, form.id), await findMaker(db, form.id));
  await tellNow.later(db, {});
});
