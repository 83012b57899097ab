/** Where the takes of a page are sent to; all below the page's `base`. */
export interface TakeRoutes {
  /** In which header the page's token goes. */
  token: 'X-Token' | 'X-CSRF-Token';
  /** A further part. */
  parts(takeId: string): string;
  confirmation(takeId: string): string;
  /** It is what was meant: the answer, the message, the reply. */
  choice(takeId: string): ['POST' | 'PUT', string];
  /** Answers to DELETE. */
  discarded(takeId: string): string;
}

export const answerTakes: TakeRoutes = {
  token: 'X-Token',
  parts: (id) => `takes/${id}/parts`,
  confirmation: (id) => `takes/${id}/confirmation`,
  choice: (id) => ['POST', `takes/${id}/choice`],
  discarded: (id) => `takes/${id}`,
};

export const messageTakes: TakeRoutes = {
  token: 'X-CSRF-Token',
  parts: (id) => `${id}/parts`,
  confirmation: (id) => `${id}/confirmation`,
  choice: (id) => ['PUT', `${id}/recording`],
  discarded: (id) => `${id}/recording`,
};

/** Of whoever came through a share link. */
export const replyTakes: TakeRoutes = {
  token: 'X-Token',
  parts: (id) => `replies/${id}/parts`,
  confirmation: (id) => `replies/${id}/confirmation`,
  choice: (id) => ['PUT', `replies/${id}/recording`],
  discarded: (id) => `replies/${id}`,
};

/** Of a member, on the workspace's own pages. */
export const memberReplyTakes: TakeRoutes = { ...replyTakes, token: 'X-CSRF-Token' };
