/** What the product promises, in the order of the report. A test that keeps one names it. */
export const promises = {
  'Nothing a person gave is lost': [
    'Bytes that were acknowledged survive',
    'Duplicate, reordered, oversize and parallel pieces do no harm',
    'A finished upload becomes exactly one clip',
    'Submitting twice makes one response',
    'The sweeper deletes only what nobody needs',
    'A damaged piece is noticed',
    'A full disk stops politely',
    'A tab crash or reload loses nothing already spooled',
    'Commits survive a kill',
    'A locked database is waited for',
    'ffmpeg may crash, hang or fill the disk',
    'A restart during a job',
    'Mail goes once',
    'A backup restores',
  ],
  'It keeps working': [
    'Many people upload at once',
    'Slow connections do not keep others out',
    'Guessing passwords keeps nobody out',
    'A slow mobile upload completes',
    'A form with 10,000 responses stays quick',
    'Who watched survives a stop, and a kill but for a second',
    'A 4-hour upload is watchable at once and the queue moves',
  ],
  'Bad media': [
    'What is no recording is refused',
    'A truncated recording plays up to the cut',
    'A WebM without duration or cues is remuxed',
    'No audio, or audio only',
    'A phone’s film is upright and in step',
    'A picture too large to open is refused',
    'An exotic codec is refused by name',
    'HTML or script inside media is harmless',
  ],
  'Nobody gets in where they don’t belong': ['A password, an end, a revocation and a view limit hold for every byte'],
} as const;

export type Promised = (typeof promises)[keyof typeof promises][number];
