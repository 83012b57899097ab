import { z } from 'zod';

const moment = z.number().min(0).max(1e6);

/** What a player says it has played since it last said so: stretches of the film, in seconds. */
export const BeatsInput = z.object({ spans: z.array(z.tuple([moment, moment])).max(50, 'These are too many.') });
