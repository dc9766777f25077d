import { readFileSync } from 'node:fs';
import type { PreviewFormat } from '../../../lambda/domain/previews/preset';
import { type BareEncoding, cascadeOfFormats } from '../peers/formats-strategies';
import { EDGES, renderAsDarkroom } from './darkroom';
import { serve } from './serve';

let bytes = Buffer.alloc(0);

const total = (files: readonly Buffer[]): number => files.reduce((sum, file) => sum + file.length, 0);

/** Each task renders the last loaded photo and returns the number of bytes of all files. */
serve({
  load({ path }: { path: string }) {
    bytes = readFileSync(path);
  },
  async darkroom({ formats }: { formats: readonly PreviewFormat[] }) {
    const { previews } = await renderAsDarkroom(bytes, formats);
    return total(previews.map((preview) => preview.bytes));
  },
  async bare({ encodings }: { encodings: readonly BareEncoding[] }) {
    return total(await cascadeOfFormats(bytes, EDGES, encodings));
  },
});
