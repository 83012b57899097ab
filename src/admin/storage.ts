import { readSettings } from '../accounts/settings.ts';
import { getForm } from '../forms/form.ts';
import { spaceOfMedia, type MediaSpace } from '../media/space.ts';
import type { Deps } from '../platform/deps.ts';
import { databaseBytes, isLow, reservedBytes, roomOf, type Room } from '../platform/disk.ts';
import { announceRetention, listRetention, type Announced, type RetentionRule } from '../responses/retention.ts';
import { listBiggestForms, type FormSize } from './forms.store.ts';
import { listBiggestMessages, type MessageSize } from './messages.store.ts';

/** The disk that holds everything, and what takes how much of it, in bytes. */
export interface StorageView extends MediaSpace {
  room: Room;
  isLow: boolean;
  database: number;
  reserved: number;
  /** Days; null while originals are kept. */
  deleteOriginalsAfterDays: number | null;
  forms: (FormSize & { rule: RetentionRule | undefined })[];
  messages: MessageSize[];
  /** What each form that has a rule loses in the coming week. */
  announced: { title: string; rule: Announced }[];
  now: Date;
}

export async function viewStorage(deps: Deps): Promise<StorageView> {
  const { db, storage, clock } = deps;
  const [room, media, database, settings, biggest, rules] = await Promise.all([
    roomOf(storage),
    spaceOfMedia(deps),
    databaseBytes(storage),
    readSettings(db),
    listBiggestForms(db, 10),
    listRetention(deps),
  ]);
  const messages = await listBiggestMessages(db, 10);
  const forms = biggest.map((form) => ({ ...form, rule: rules.find(({ formId }) => formId === form.id) }));
  const { deleteOriginalsAfterDays } = settings;
  const figures = { room, isLow: isLow(room), database, reserved: reservedBytes, deleteOriginalsAfterDays };
  return { ...media, ...figures, forms, messages, announced: await announce(deps, rules), now: clock.now() };
}

function announce(deps: Deps, rules: RetentionRule[]): Promise<StorageView['announced']> {
  const described = rules.map(async ({ formId }) => {
    const [form, rule] = await Promise.all([getForm(deps.db, formId), announceRetention(deps, formId)]);
    return { title: form.draft.title, rule: rule! };
  });
  return Promise.all(described);
}
