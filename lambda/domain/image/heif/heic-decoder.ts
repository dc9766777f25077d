import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { plainTiffHeader } from '../tiff/plain-tiff';
import type { HeifPicture } from './heif-picture';

/** Bytes a pixel of the coded picture that libheif takes at most, its output included. */
export const HEIC_DECODER_BYTES = 12;
/** What WebAssembly itself and small pictures take. */
const BASE_BYTES = 48 * 1024 * 1024;

/** The picture is damaged, or not what its header says. */
export class UndecodableHeicError extends Error {
  override readonly name = 'UndecodableHeicError';
}

let compiled: Promise<WebAssembly.Module> | undefined;

/** Compiles the decoder with the first HEIC. Threads share its code, which costs a photo 0.3 s of CPU otherwise. */
function decoder(): Promise<WebAssembly.Module> {
  compiled ??= readFile(createRequire(import.meta.url).resolve('libheif-js/libheif-wasm/libheif.wasm'))
    .then((code) => WebAssembly.compile(code))
    .catch((error: unknown) => {
      compiled = undefined;
      throw error;
    });
  return compiled;
}

/** What the thread sends: the picture, or why there is none. */
type Answer = { readonly picture: Uint8Array } | { readonly reason: string };

/**
 * Decodes a HEIC to an uncompressed TIFF of 8 bits a channel, upright, with its colour profile. It runs in a thread of its
 * own that ends with the photo, so that a file that makes the decoder crash, hang or take more memory than its header
 * promised harms nobody else.
 * @param signal ends the thread at once
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
    // Nothing of the process reaches a decoder of strangers' files: no credentials, no flags.
    env: {},
    execArgv: [],
    stdout: true,
    stderr: true,
  });
  const stop = () => void worker.terminate();
  signal?.addEventListener('abort', stop);
  try {
    const answer = await new Promise<Answer>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', () => reject(new Error('The HEIC decoder was ended.')));
    });
    if ('reason' in answer) throw new UndecodableHeicError(answer.reason);
    return Buffer.from(answer.picture.buffer);
  } finally {
    signal?.removeEventListener('abort', stop);
    await worker.terminate();
  }
}
