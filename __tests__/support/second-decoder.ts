import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** ImageMagick 7, or 6 as Debian ships it. */
const PROGRAMS = ['magick', 'convert'];

/** The name of ImageMagick on this machine, if it is installed. */
export const secondDecoder: string | undefined = PROGRAMS.find((program) =>
  spawnSync(program, ['-version'], { encoding: 'utf8' }).stdout?.includes('ImageMagick'),
);

const run = promisify(execFile);
const EDGE = 64;
const TIMEOUT_MS = 20_000;

/** Decodes a file with ImageMagick, upright and on white, to a small PNG. @returns undefined if it cannot decode it */
export async function decodedElsewhere(bytes: Buffer): Promise<Buffer | undefined> {
  if (!secondDecoder) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'darkroom-second-'));
  const [input, output] = [join(folder, 'photo'), join(folder, 'shown.png')];
  const white = ['-background', 'white', '-alpha', 'remove', '-colorspace', 'sRGB'];
  const toSize = ['-resize', `${EDGE}x${EDGE}!`, '-strip', '-depth', '8'];
  try {
    writeFileSync(input, bytes);
    await run(secondDecoder, [`${input}[0]`, '-auto-orient', ...white, ...toSize, `PNG24:${output}`], {
      timeout: TIMEOUT_MS,
    });
    return readFileSync(output);
  } catch {
    return undefined;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
