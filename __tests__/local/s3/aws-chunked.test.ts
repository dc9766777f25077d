import { Readable } from 'node:stream';
import { AwsChunkedDecoder } from '../../../local/s3/body/aws-chunked';

const UNSIGNED = '5\r\nhello\r\n7\r\n, world\r\n0\r\nx-amz-checksum-crc32:/66Whw==\r\n\r\n';
const SIGNED = `5;chunk-signature=${'a'.repeat(64)}\r\nhello\r\n0;chunk-signature=${'b'.repeat(64)}\r\n\r\n`;

/** Sends a framed body in pieces of so many bytes. */
async function decode(framed: string, piece = framed.length) {
  const bytes = Buffer.from(framed, 'latin1');
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += piece) pieces.push(bytes.subarray(at, at + piece));
  const decoder = new AwsChunkedDecoder();
  Readable.from(pieces).pipe(decoder);
  const text = Buffer.concat(await decoder.toArray()).toString();
  return { text, trailers: Object.fromEntries(decoder.trailers) };
}

it.each([1, 2, 3, 7, 1000])(
  'takes the framing off a body that arrives in pieces of %d bytes',
  async (piece) => {
    expect(await decode(UNSIGNED, piece)).toEqual({
      text: 'hello, world',
      trailers: { 'x-amz-checksum-crc32': '/66Whw==' },
    });
    expect(await decode(SIGNED, piece)).toEqual({ text: 'hello', trailers: {} });
  },
);

it('takes an end without the last empty line', async () => {
  expect(await decode('5\r\nhello\r\n0\r\n')).toEqual({ text: 'hello', trailers: {} });
});

it('keeps line ends that belong to the data', async () => {
  expect((await decode('4\r\n\r\n\r\n\r\n0\r\n\r\n')).text).toBe('\r\n\r\n');
});

it.each([
  ['a size that is none', 'five\r\nhello\r\n0\r\n\r\n', 'InvalidRequest'],
  ['data longer than its size', '4\r\nhello\r\n0\r\n\r\n', 'InvalidRequest'],
  ['a line without end', 'a'.repeat(5000), 'InvalidRequest'],
  ['an end in the middle of a chunk', '5\r\nhel', 'IncompleteBody'],
  ['an end before the last chunk', '5\r\nhello\r\n', 'IncompleteBody'],
])('refuses %s', async (_what, framed, code) => {
  await expect(decode(framed)).rejects.toMatchObject({ code });
});
