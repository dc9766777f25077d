import { readFileSync } from 'node:fs';
import { PermanentImageError } from '../../../lambda/domain/errors';
import { inspect } from '../../../lambda/domain/image/inspect';
import { growthDuring } from '../measuring/memory-growth';
import { LIMITS } from './darkroom';
import { serve } from './serve';

let bytes = Buffer.alloc(0);

/** @throws Error when the file is not rejected */
async function refusalCode(): Promise<string> {
  const code = await inspect(bytes, LIMITS).then(
    () => undefined,
    (error: unknown) => (error instanceof PermanentImageError ? error.code : undefined),
  );
  if (!code) throw new Error('The file was not rejected.');
  return code;
}

serve({
  load(path: string) {
    bytes = readFileSync(path);
  },
  async admit() {
    await inspect(bytes, LIMITS);
  },
  refuse: refusalCode,
  growth: () => growthDuring(refusalCode),
});
