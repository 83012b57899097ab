import * as store from './store.ts';

/** A prompt clip is needed while any draft or any version shows it. */
export const isPromptShown = store.isPromptShown;
