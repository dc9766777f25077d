import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { timeCommand } from '../measuring/command';
import { CACHE } from '../measuring/places';
import type { Sample } from '../measuring/rounds';

const EDGES = [800, 300, 150];
const SCRATCH = join(CACHE, 'peers');

/** Starts the program once per preview, as scripts and functions do. */
async function threeCalls(commandFor: (edge: number, out: string) => readonly string[]): Promise<Sample> {
  mkdirSync(SCRATCH, { recursive: true });
  const total = { cpuMs: 0, wallMs: 0 };
  for (const edge of EDGES) {
    const out = join(SCRATCH, `${edge}.jpg`);
    const { cpuMs, wallMs } = await timeCommand(commandFor(edge, out));
    total.cpuMs += cpuMs;
    total.wallMs += wallMs;
  }
  return total;
}

/** In sRGB and without metadata, like previews of Darkroom. Source: libvips documentation, "Using vipsthumbnail". */
export const vipsThumbnail = (path: string, photo: string): Promise<Sample> =>
  threeCalls((edge, out) => [
    path,
    photo,
    ...['--size', `${edge}x${edge}`],
    ...['--eprofile', 'srgb'],
    ...['-o', `${out}[Q=80,strip]`],
  ]);

export const imageMagick = (path: string, photo: string): Promise<Sample> =>
  threeCalls((edge, out) => [
    path,
    photo,
    '-auto-orient',
    '-resize',
    `${edge}x${edge}`,
    ...['-quality', '80', '-strip', out],
  ]);
