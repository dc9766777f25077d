import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { plainTiffHeader } from '../tiff/plain-tiff';
import type { HeifPicture } from './heif-picture';

/** Memory that libheif needs at most for each pixel of the coded picture, including its output. */
export const HEIC_DECODER_BYTES = 12;
/** Memory for WebAssembly itself and for small pictures. */
const BASE_BYTES = 48 * 1024 * 1024;

/** The picture is damaged, or differs from its header. */
export class UndecodableHeicError extends Error {
  override readonly name = 'UndecodableHeicError';
}

let compiled: Promise<WebAssembly.Module> | undefined;

/** Compiles the decoder for the first HEIC. All threads share the code, because compiling takes 0.3 s of CPU. */
function decoder(): Promise<WebAssembly.Module> {
  compiled ??= readFile(createRequire(import.meta.url).resolve('libheif-js/libheif-wasm/libheif.wasm'))
    .then((code) => WebAssembly.compile(code))
    .catch((error: unknown) => {
      compiled = undefined;
      throw error;
    });
  return compiled;
}

/** The message of the thread: the picture, or the reason why there is none. */
type DecoderMessage = { readonly picture: Uint8Array } | { readonly reason: string };

/**
 * Decodes a HEIC to an uncompressed TIFF with 8 bits a channel, upright, with its colour profile. Each photo has a
 * separate thread, so a file that makes the decoder crash, hang or exceed the memory that its header implies affects no
 * other photo.
 * @param signal stops the thread immediately
 * @throws UndecodableHeicError
 */
export async function decodeHeic(file: Buffer, picture: HeifPicture, signal?: AbortSignal): Promise<Buffer> {
  const code = await decoder();
  signal?.throwIfAborted();
  const { width, height, hasAlpha, icc, codedPixels } = picture;
  const header = plainTiffHeader({ width, height, colour: 'rgb', hasAlpha, bits: 8, icc });
  const maxMemory = BASE_BYTES + file.length + codedPixels * HEIC_DECODER_BYTES * (picture.bits > 8 ? 2 : 1);
  const worker = new Worker(new URL('./heic-worker.mjs', import.meta.url), {
    workerData: { decoder: code, file, header, width, height, hasAlpha, maxMemory },
    // The decoder reads untrusted files, so it gets neither the credentials nor the flags of the process.
    env: {},
    execArgv: [],
    stdout: true,
    stderr: true,
  });
  const stop = () => void worker.terminate();
  signal?.addEventListener('abort', stop);
  try {
    const message = await new Promise<DecoderMessage>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', () => reject(new Error('The HEIC decoder was ended.')));
    });
    if ('reason' in message) throw new UndecodableHeicError(message.reason);
    return Buffer.from(message.picture.buffer);
  } finally {
    signal?.removeEventListener('abort', stop);
    await worker.terminate();
  }
}
