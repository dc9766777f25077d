import { setFlagsFromString } from 'node:v8';

/**
 * Each photo leaves 10 MB of unused buffers outside of the V8 heap. V8 counts them as growth of the heap, and therefore
 * marks the heap incrementally for nearly every photo, although marking all of its 11 MB at once takes 5 ms. Without
 * incremental marking, a photo of 12 megapixels takes 24 % less CPU with Node.js 24, and the same with Node.js 22. The
 * flag is set here because NODE_OPTIONS does not allow it.
 */
export const ENGINE_FLAG = '--no-incremental-marking';

setFlagsFromString(ENGINE_FLAG);
