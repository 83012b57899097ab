/**
 * Hashes of the style sheets that media-chrome 4.19.4 puts into its shadow roots: those of the elements that the player
 * uses, and no others. After an update, take the new ones from the browser's console; test/media/player.test.ts fails first.
 */
export const mediaChromeStyleHashes = [
  'sha256-+XYYAhYtiUsaw0+wUtfcBE3yMARPO4zdUhZGkDgDohM=',
  'sha256-1Jc+kPhfOh4UvXYTCgDHEAV3Caafvsf5jeNdPbSiQ8o=',
  'sha256-5LsYGeD4Fwu+AtlpdRPSk6g18GLvHddLqx5a2hMGkpw=',
  'sha256-C7t4uFhGErrgCiy7sp4fN8QAsq2Xafh4lWfnefi0l/E=',
  'sha256-LLrbL3VRTSpcR7f/VRuhdwB3hQdbFqJkzjoEZmHBXIw=',
  'sha256-MV44r6ksBw+mCcZujzocHAOffIPu/joVS2FNHESx3Ho=',
  'sha256-VJnVbqNRyX0jCFZEJ4ltrffJx26lCuyVbNYdioxBwzQ=',
  'sha256-W9200sCekROkcax0iJ77FC7fL1XmtkKZFU4jWBgOGi0=',
  'sha256-ad5pLE4ykOnAn8/VmRayKdKPhP3pvqoX4MGy3EktnBg=',
  'sha256-icRYLLVSVG1RE2ze2JPpc2di/XuMtAkqJdem5GFjU5M=',
  'sha256-l0oXN8ELODFEFGnJztGBqT5qrnYVXGDHmO9UVWjtMXA=',
  'sha256-m+frfzRQalnJwRN07WZLWSWd4eM4WsynbWp5qQi8Or0=',
];
