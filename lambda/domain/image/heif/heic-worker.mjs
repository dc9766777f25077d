/**
 * The thread that decodes one HEIC, with libheif in WebAssembly. It is JavaScript, because tests, the twin and the
 * function start this very file.
 */
import { createRequire } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';

const require = createRequire(import.meta.url);
const { decoder, file, header, width, height, hasAlpha, maxMemory } = workerData;

/** Constants of the C interface of libheif (libheif/heif_image.h). */
const [COLOURSPACE_RGB, INTERLEAVED_RGB, INTERLEAVED_RGBA, CHANNEL_INTERLEAVED] = [1, 10, 11, 10];
const ERROR_BYTES = 12;
/** Offsets in `heif_decoding_options` (libheif/heif_decoding.h). */
const [CONVERT_TO_8_BITS, STRICT_DECODING] = [20, 21];

const WASM_PAGE = 65_536;

/**
 * Starts the decoder from compiled code. libheif gets memory only through `grow`, so a file that lies about its size
 * cannot use more than `maxMemory` bytes.
 */
function instantiate(imports, onInstance) {
  const instance = new WebAssembly.Instance(decoder, imports);
  const memory = Object.values(instance.exports).find((each) => each instanceof WebAssembly.Memory);
  memory.grow = (pages) => {
    if (memory.buffer.byteLength + pages * WASM_PAGE > maxMemory) throw new RangeError('too much memory');
    return WebAssembly.Memory.prototype.grow.call(memory, pages);
  };
  onInstance(instance);
  return instance.exports;
}

function decode(heif) {
  const error = heif._malloc(ERROR_BYTES);
  const out = heif._malloc(8);
  const check = () => {
    const [code, detail] = new Int32Array(heif.HEAPU8.buffer, error, 2);
    if (code !== 0) throw new Error(`libheif error ${code}.${detail}`);
  };
  const pointer = () => new Uint32Array(heif.HEAPU8.buffer, out, 2)[0];
  const context = heif._heif_context_alloc();
  const input = heif._malloc(file.length);
  if (!input) throw new Error('no memory for the file');
  heif.HEAPU8.set(file, input);
  heif._heif_context_read_from_memory_without_copy(error, context, input, file.length, 0);
  check();
  heif._heif_context_get_primary_image_handle(error, context, out);
  check();
  const handle = pointer();
  const options = heif._heif_decoding_options_alloc();
  heif.HEAPU8[options + CONVERT_TO_8_BITS] = 1;
  heif.HEAPU8[options + STRICT_DECODING] = 1;
  const layout = hasAlpha ? INTERLEAVED_RGBA : INTERLEAVED_RGB;
  heif._heif_decode_image(error, handle, out, COLOURSPACE_RGB, layout, options);
  check();
  const image = pointer();
  const size = [heif._heif_image_get_primary_width(image), heif._heif_image_get_primary_height(image)];
  if (size[0] !== width || size[1] !== height) throw new Error(`decoded to ${size.join(' x ')}`);
  const pixels = heif._heif_image_get_plane_readonly(image, CHANNEL_INTERLEAVED, out);
  return copyRows(heif.HEAPU8.subarray(pixels), pointer());
}

/** Copies the pixels into a new file, after its header. */
function copyRows(plane, stride) {
  const rowBytes = width * (hasAlpha ? 4 : 3);
  const picture = new Uint8Array(header.length + rowBytes * height);
  picture.set(header);
  for (let row = 0; row < height; row++) {
    picture.set(plane.subarray(row * stride, row * stride + rowBytes), header.length + row * rowBytes);
  }
  return picture;
}

const heif = require('libheif-js/libheif-wasm/libheif.js')({ instantiateWasm: instantiate });
try {
  const picture = decode(heif);
  parentPort.postMessage({ picture }, [picture.buffer]);
} catch (error) {
  parentPort.postMessage({ reason: String(error) });
}
