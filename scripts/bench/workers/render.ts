import { readFileSync } from 'node:fs';
import { cascade, sizeBySize } from '../peers/sharp-strategies';
import { EDGES, renderAsDarkroom } from './darkroom';
import { serve } from './serve';

interface RenderInput {
  readonly path: string;
  readonly format: 'webp' | 'jpeg';
}

let bytes = Buffer.alloc(0);

/** Each task renders the last loaded photo in a different way. */
serve({
  load({ path }: RenderInput) {
    bytes = readFileSync(path);
  },
  async darkroom({ format }: RenderInput) {
    await renderAsDarkroom(bytes, [format]);
  },
  async cascade({ format }: RenderInput) {
    await cascade(bytes, EDGES, format);
  },
  async 'size-by-size'({ format }: RenderInput) {
    await sizeBySize(bytes, EDGES, format);
  },
});
