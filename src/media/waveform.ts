const [width, height] = [1280, 720];

/** The sound as bars on the player's dark stage, as SVG: the poster of a voice clip. Heights are per cents. */
export function drawWaveform(heights: number[]): Buffer {
  const loudest = Math.max(1, ...heights);
  const step = (width - 160) / Math.max(1, heights.length);
  const bars = heights.map((percent, i) => {
    const tall = Math.max(4, (percent / loudest) * height * 0.6);
    const [x, y] = [80 + i * step, (height - tall) / 2];
    return `<rect x="${x.toFixed(1)}" y="${y.toFixed(1)}" width="${(step * 0.6).toFixed(1)}" height="${tall.toFixed(1)}" rx="1.5"/>`;
  });
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">` +
      `<rect width="100%" height="100%" fill="#16181d"/><g fill="#8d93a1">${bars.join('')}</g></svg>`,
  );
}
