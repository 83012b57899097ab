import type { Given } from '../responses/answer.ts';
import type { Status } from '../responses/review.ts';
import type { Recorder, Speech } from './films.ts';
import type { DemoForm } from './forms.ts';
import type { Looks } from './portraits.ts';

/** An answer that is recorded, or one that is given as it stands; undefined: left out. */
export type DemoAnswer = { video: Speech; recorder?: Recorder } | { voice: Speech } | Given | undefined;

/** Somebody who answered, what they said to each question in its order, and what the team made of it. */
export interface DemoRespondent {
  form: DemoForm;
  name: string | null;
  daysAgo: number;
  looks: Looks;
  answers: DemoAnswer[];
  status?: Status;
  /** By the owner and the two members, in that order; undefined: has not rated. */
  ratings?: (number | undefined)[];
  notes?: DemoNote[];
}

export interface DemoNote {
  /** 0 is the owner. */
  by: 0 | 1 | 2;
  text: string;
  /** Counted from 0. */
  answer?: number;
  atSeconds?: number;
}

const video = (speech: Speech, recorder?: Recorder): DemoAnswer => ({ video: speech, recorder });
const voice = (speech: Speech): DemoAnswer => ({ voice: speech });
const typed = (text: string): DemoAnswer => ({ kind: 'typed', text });
const text = (text: string): DemoAnswer => ({ kind: 'text', text });
const score = (number: number): DemoAnswer => ({ kind: 'score', number });
const stars = (number: number): DemoAnswer => ({ kind: 'stars', number });
const days = (...choices: string[]): DemoAnswer => ({ kind: 'choices', choices });

/** From the one who answered first to the newest. */
export const respondents: DemoRespondent[] = [
  {
    form: 'workshop',
    name: 'Hana Novak',
    daysAgo: 41,
    looks: { skin: 'fair', hair: 'curls', hairColour: '#3a2618', top: '#8c3b4a', room: 'shelf' },
    answers: [video('leisure'), days('Monday', 'Tuesday', 'Friday')],
    status: 'shortlisted',
    ratings: [5, 4, 4],
    notes: [{ by: 1, text: 'Started on the second of the month. Good choice.' }],
  },
  {
    form: 'workshop',
    name: 'Peter Lindqvist',
    daysAgo: 39,
    looks: { skin: 'fair', hair: 'short', hairColour: '#c2a06a', top: '#40634b', room: 'garden' },
    answers: [video('errand'), days('Wednesday')],
    status: 'declined',
    ratings: [3, 3],
  },
  {
    form: 'testimonial',
    name: 'Margaret Ellery',
    daysAgo: 26,
    looks: { skin: 'fair', hair: 'bun', hairColour: '#b9b3ab', top: '#7a5a86', room: 'garden', glasses: true },
    answers: [video('leisure'), video('country'), typed('Ask for Dev. He rings back.'), stars(5)],
    status: 'reviewed',
    ratings: [5, 5],
    notes: [{ by: 0, text: 'This is the one for the front page, from here.', answer: 1, atSeconds: 4 }],
  },
  {
    form: 'testimonial',
    name: 'Samuel Adeyemi',
    daysAgo: 24,
    looks: { skin: 'deep', hair: 'bald', hairColour: '#1d1410', top: '#5d7fa0', room: 'lamp', beard: true },
    answers: [video('country'), voice('leisure'), voice('errand'), stars(4)],
    status: 'reviewed',
    ratings: [4, undefined, 5],
  },
  {
    form: 'feedback',
    name: 'Jo Whitfield',
    daysAgo: 21,
    looks: { skin: 'fair', hair: 'short', hairColour: '#6b4a2f', top: '#33524c', room: 'shelf' },
    answers: [score(9), voice('country'), text('Let me move an appointment without ringing you.')],
    status: 'reviewed',
  },
  {
    form: 'engineer',
    name: 'Callum Reid',
    daysAgo: 19,
    looks: { skin: 'fair', hair: 'short', hairColour: '#8a4a24', top: '#2f4a50', room: 'office', beard: true },
    answers: [
      video('errand'),
      typed('I rebuilt the cooling loop of a bakery over one weekend, so that they could open on Monday.'),
      voice('leisure'),
      typed('From the first of the month. I live in Wakefield.'),
    ],
    status: 'declined',
    ratings: [2, 3, 2],
    notes: [{ by: 2, text: 'Friendly, but wants to stay in one place. Passed on to the workshop.' }],
  },
  {
    form: 'feedback',
    name: null,
    daysAgo: 17,
    looks: { skin: 'warm', hair: 'long', hairColour: '#2d1d14', top: '#8c3b4a', room: 'plant' },
    answers: [score(6), typed('It works, but I never know whether my booking has gone through.'), undefined],
    status: 'reviewed',
    notes: [{ by: 1, text: 'The third who says so. The confirmation comes too late.' }],
  },
  {
    form: 'engineer',
    name: 'Yasmin Haddad',
    daysAgo: 16,
    looks: { skin: 'olive', hair: 'scarf', hairColour: '#3b6d78', top: '#2f4a50', room: 'office' },
    answers: [video('country'), video('leisure'), voice('errand'), typed('In four weeks. Bradford, with a car.')],
    status: 'shortlisted',
    ratings: [4, 5, 4],
    notes: [
      { by: 0, text: 'Calm, and to the point.', answer: 0, atSeconds: 2 },
      {
        by: 2,
        text: 'Listen from here. This is how I would want it explained to a customer.',
        answer: 1,
        atSeconds: 3,
      },
    ],
  },
  {
    form: 'testimonial',
    name: 'Ingrid Solheim',
    daysAgo: 15,
    looks: { skin: 'fair', hair: 'long', hairColour: '#c9a86a', top: '#33524c', room: 'window' },
    answers: [
      video('errand', 'vp8'),
      typed('We stopped counting the days until somebody comes.'),
      typed('Just try it for one winter.'),
      stars(5),
    ],
    status: 'new',
    ratings: [undefined, 4],
  },
  {
    form: 'feedback',
    name: 'Tomasz Zielinski',
    daysAgo: 13,
    looks: { skin: 'warm', hair: 'short', hairColour: '#2b221c', top: '#5d7fa0', room: 'lamp', glasses: true },
    answers: [score(10), video('leisure'), text('Nothing. Perhaps a darker mode for the van at night.')],
    status: 'reviewed',
    ratings: [5],
  },
  {
    form: 'engineer',
    name: 'Daniel Mbeki',
    daysAgo: 12,
    looks: { skin: 'brown', hair: 'short', hairColour: '#1d1410', top: '#a8553a', room: 'shelf' },
    answers: [
      voice('country'),
      voice('leisure'),
      typed('The meter was right and I was wrong. I tried the fuse first.'),
      typed('Now. Leeds.'),
    ],
    status: 'reviewed',
    ratings: [4, 3],
  },
  {
    form: 'engineer',
    name: 'Siobhan Kearney',
    daysAgo: 11,
    looks: { skin: 'fair', hair: 'curls', hairColour: '#7c3a1d', top: '#40634b', room: 'lamp' },
    answers: [
      video('leisure'),
      typed('A cold store in Hull that nobody else would touch.'),
      video('errand'),
      voice('figures'),
    ],
    status: 'shortlisted',
    ratings: [5, 4, 5],
    notes: [{ by: 1, text: 'Knows the kit that we use. Could start with the Hull team.', answer: 2, atSeconds: 1 }],
  },
  {
    form: 'testimonial',
    name: 'Bernard Achterberg',
    daysAgo: 10,
    looks: {
      skin: 'fair',
      hair: 'bald',
      hairColour: '#a59c92',
      top: '#7a5a86',
      room: 'office',
      glasses: true,
      beard: true,
    },
    answers: [voice('leisure'), video('country'), typed('Do it before the autumn.'), stars(4)],
    status: 'new',
  },
  {
    form: 'feedback',
    name: 'Priya Raman',
    daysAgo: 9,
    looks: { skin: 'olive', hair: 'bun', hairColour: '#1d1714', top: '#c98a2e', room: 'plant' },
    answers: [score(8), video('errand'), text('Show the price before I give my address.')],
    status: 'reviewed',
    ratings: [4, 4],
  },
  {
    form: 'engineer',
    name: 'Luca Ferrante',
    daysAgo: 8,
    looks: { skin: 'warm', hair: 'curls', hairColour: '#231812', top: '#33524c', room: 'garden', beard: true },
    answers: [
      video('errand', 'vp8'),
      voice('country'),
      typed('I asked the night shift. They had known for weeks.'),
      typed('In June. Manchester, but I would move.'),
    ],
    status: 'reviewed',
    ratings: [3, undefined, 4],
  },
  {
    form: 'engineer',
    name: 'Ewan Sutherland',
    daysAgo: 6.4,
    looks: { skin: 'fair', hair: 'short', hairColour: '#9a9188', top: '#2f4a50', room: 'window', glasses: true },
    answers: [
      typed('Twenty years of it, and I still like the drive.'),
      typed('The hospital lifts, in 2019. Nobody noticed, which was the point.'),
      voice('leisure'),
      typed('At once. Harrogate.'),
    ],
    status: 'reviewed',
    ratings: [4, 4],
    notes: [{ by: 0, text: 'Not on camera, and does not need to be.' }],
  },
  {
    form: 'testimonial',
    name: 'Noor van Dam',
    daysAgo: 5.2,
    looks: { skin: 'olive', hair: 'scarf', hairColour: '#8a5a44', top: '#5d7fa0', room: 'plant' },
    answers: [video('leisure'), video('errand'), voice('country'), stars(5)],
    status: 'new',
    ratings: [undefined, undefined, 5],
  },
  {
    form: 'feedback',
    name: 'Gwen Pritchard',
    daysAgo: 4.6,
    looks: { skin: 'fair', hair: 'round', hairColour: '#5a3d28', top: '#8c3b4a', room: 'window' },
    answers: [score(3), voice('errand'), text('Let me speak to a person.')],
    status: 'new',
    notes: [{ by: 2, text: 'I rang her this morning. She had the old link.' }],
  },
  {
    form: 'engineer',
    name: 'Wei Zhang',
    daysAgo: 4.1,
    looks: { skin: 'warm', hair: 'short', hairColour: '#15110f', top: '#40634b', room: 'office', glasses: true },
    answers: [
      video('leisure'),
      voice('figures'),
      typed('I drew it first. The drawing was the answer.'),
      typed('After Easter. Sheffield.'),
    ],
    status: 'reviewed',
    ratings: [4],
  },
  {
    form: 'testimonial',
    name: 'Ruben Castillo',
    daysAgo: 3.3,
    looks: { skin: 'olive', hair: 'curls', hairColour: '#1d1410', top: '#c98a2e', room: 'shelf' },
    answers: [
      video('country'),
      typed('Our mornings are quiet again.'),
      typed('Ask them to show you the panel.'),
      stars(4),
    ],
    status: 'new',
  },
  {
    form: 'feedback',
    name: 'Alice Thorne',
    daysAgo: 2.5,
    looks: { skin: 'fair', hair: 'long', hairColour: '#6b4a2f', top: '#7a5a86', room: 'lamp' },
    answers: [score(9), video('country'), undefined],
    status: 'new',
  },
  {
    form: 'engineer',
    name: 'Ifeoma Eze',
    daysAgo: 1.7,
    looks: { skin: 'deep', hair: 'bun', hairColour: '#15110f', top: '#8c3b4a', room: 'plant' },
    answers: [video('country'), video('errand'), voice('leisure'), voice('figures')],
    status: 'new',
    ratings: [undefined, 5],
    notes: [{ by: 1, text: 'Please listen to the second answer before Thursday.', answer: 1, atSeconds: 2 }],
  },
  {
    form: 'feedback',
    name: 'Owen Bright',
    daysAgo: 0.9,
    looks: { skin: 'warm', hair: 'short', hairColour: '#4a3423', top: '#2f4a50', room: 'garden' },
    answers: [
      score(7),
      typed('Quick, once I had found it. The old page was easier to find.'),
      text('Put it on the first page.'),
    ],
  },
  {
    form: 'engineer',
    name: 'Sven Halvorsen',
    daysAgo: 0.3,
    looks: { skin: 'fair', hair: 'short', hairColour: '#6b4a2f', top: '#33524c', room: 'shelf', beard: true },
    answers: [
      video('leisure'),
      voice('errand'),
      typed('I changed one thing at a time, and wrote it down.'),
      typed('In six weeks. York.'),
    ],
  },
  {
    form: 'engineer',
    name: 'Amara Osei',
    daysAgo: 0.05,
    looks: { skin: 'brown', hair: 'round', hairColour: '#231812', top: '#c98a2e', room: 'window' },
    answers: [video('country'), video('leisure'), voice('errand'), typed('In two weeks. Leeds, near the station.')],
    ratings: [5, undefined, 4],
    notes: [
      { by: 2, text: 'Listen from here. This is why she would stay.', answer: 0, atSeconds: 4 },
      { by: 1, text: 'Can we meet her this week?' },
    ],
  },
];
