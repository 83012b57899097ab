import { film } from '../media/films.ts';

/** More than five mebibytes of H.264 with sound. */
export function largeTake(): string {
  const picture = ['-f', 'lavfi', '-i', 'testsrc2=s=1280x720:r=30:d=15,noise=alls=20:allf=t'];
  const sound = ['-f', 'lavfi', '-i', 'sine=330:d=15:r=48000', '-c:a', 'libopus'];
  const h264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-b:v', '4M'];
  return film('large.mkv', ...picture, ...sound, ...h264);
}
