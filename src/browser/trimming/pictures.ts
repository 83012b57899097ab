/** A picture of a moment: where it is on the sheet that holds them all. */
interface Picture {
  start: number;
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Draws the strip: pictures of its moments where there are any, and how loud it is. */
export async function drawStrip(canvas: HTMLCanvasElement, whole: string, seconds: number): Promise<void> {
  const [sheet, peaks] = await Promise.all([fetchSheet(whole), fetchList(`${whole}/peaks`)]);
  const draw = () => {
    const scale = devicePixelRatio;
    canvas.width = canvas.clientWidth * scale;
    canvas.height = canvas.clientHeight * scale;
    const context = canvas.getContext('2d');
    if (!context) return;
    if (sheet) drawPictures(context, sheet, seconds);
    drawPeaks(context, peaks, sheet !== undefined);
  };
  new ResizeObserver(draw).observe(canvas);
}

interface Sheet {
  image: ImageBitmap;
  pictures: Picture[];
}

async function fetchSheet(whole: string): Promise<Sheet | undefined> {
  const [words, drawn] = await Promise.all([fetch(`${whole}/storyboard`), fetch(`${whole}/sprite`)]);
  if (!words.ok || !drawn.ok) return undefined;
  return { image: await createImageBitmap(await drawn.blob()), pictures: readPictures(await words.text()) };
}

async function fetchList(url: string): Promise<number[]> {
  const answer = await fetch(url);
  return answer.ok ? ((await answer.json()) as number[]) : [];
}

function readPictures(vtt: string): Picture[] {
  const cue = /(\d+):(\d+):([\d.]+) --> .*\n.*#xywh=(\d+),(\d+),(\d+),(\d+)/g;
  return [...vtt.matchAll(cue)].map((match) => {
    const [hours = 0, minutes = 0, rest = 0, x = 0, y = 0, width = 0, height = 0] = match.slice(1).map(Number);
    return { start: hours * 3600 + minutes * 60 + rest, x, y, width, height };
  });
}

function drawPictures(context: CanvasRenderingContext2D, { image, pictures }: Sheet, seconds: number): void {
  const { width, height } = context.canvas;
  const [first] = pictures;
  if (!first) return;
  const wide = (first.width / first.height) * height;
  for (let left = 0; left < width; left += wide) {
    const middle = ((left + wide / 2) / width) * seconds;
    const shown = pictures.findLast(({ start }) => start <= middle) ?? first;
    context.drawImage(image, shown.x, shown.y, shown.width, shown.height, left, 0, wide, height);
  }
}

/** Over pictures only along the bottom. */
function drawPeaks(context: CanvasRenderingContext2D, peaks: number[], isOver: boolean): void {
  const { width, height } = context.canvas;
  const tallest = isOver ? height / 3 : height * 0.9;
  const loudest = Math.max(1, ...peaks);
  const wide = width / peaks.length;
  context.fillStyle = isOver ? '#ffffffb3' : '#f1ece4';
  for (const [i, peak] of peaks.entries()) {
    const tall = Math.max(1, (peak / loudest) * tallest);
    const top = isOver ? height - tall : (height - tall) / 2;
    context.fillRect(i * wide, top, Math.max(1, wide * 0.6), tall);
  }
}
