/** Hashes of the style sheets that media-chrome puts into its shadow roots. */
export const mediaChromeStyleHashes: string[] = [];
