import type { Db } from '../platform/database.ts';

/** The messages `m` that a member finds: their own, what is sent to them, and what is not private; nothing in the bin. */
export function visibleTo(db: Db, memberId: string) {
  const toThem = db('message_recipients').where({ member_id: memberId }).select('message_id');
  return db('messages as m')
    .where({ 'm.deleted_at': null })
    .where((sees) => {
      void sees.where({ 'm.member_id': memberId }).orWhere((others) => {
        void others
          .whereNotNull('m.finished_at')
          .where((open) => void open.whereRaw('m.is_private = 0').orWhereIn('m.id', toThem));
      });
    });
}
