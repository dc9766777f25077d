import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PERMANENT_FAILURE_CODES } from '../../lambda/domain/errors';
import type { Attempt } from '../../lambda/domain/processing';
import { processUpload } from '../../lambda/domain/uploads/process-upload';
import { jpegOfScans } from '../../photo-generators/jpeg-of-scans';
import { pngWithoutPixels } from '../../photo-generators/png-file';
import * as images from '../fixtures/images';
import * as refused from '../fixtures/refused-files';
import { limits } from '../support/rendering';
import { attemptBy, inMemoryPipeline, NOON, SOURCE_BUCKET, uploadEvent } from '../support/uploads';
import { PROJECT } from './pages';

const page = readFileSync(join(PROJECT, 'docs/troubleshooting.md'), 'utf8');

/** Rows with a failure code: the messages of the page, by code. */
const documented = [...page.matchAll(/^\| (`.+`) \| `([A-Z_]+)` \| /gm)].map(([, cell = '', code = '']) => ({
  code,
  messages: [...cell.matchAll(/`([^`]+)`/g)].map(([, message = '']) => message),
}));

interface Upload {
  readonly bytes: () => Buffer | Promise<Buffer>;
  readonly changes?: Parameters<typeof limits>[0];
  readonly attempt?: Attempt;
}

/** What a photographer can upload, by the code and the message of the page that must result. */
const UPLOADS: ReadonlyArray<readonly [code: string, message: string, upload: Upload]> = [
  ['UNSUPPORTED_FORMAT', 'This file is …', { bytes: () => Buffer.from('Dear diary,\n') }],
  ['CORRUPT_IMAGE', '… its header is damaged', { bytes: refused.headlessJpeg }],
  ['CORRUPT_IMAGE', 'The picture in this …', { bytes: refused.truncatedJpeg }],
  ['EMPTY_OBJECT', 'This file is empty', { bytes: () => Buffer.alloc(0) }],
  ['IMAGE_TOO_LARGE', 'This file has …', { bytes: () => images.jpeg(), changes: { maxBytes: 100 } }],
  ['TOO_MANY_PIXELS', 'This … has … pixels', { bytes: refused.pngBomb }],
  ['TOO_MANY_PIXELS', 'This … has rows of …', { bytes: () => pngWithoutPixels(70_000, 10) }],
  ['TOO_MANY_PIXELS', 'This JPEG stores', { bytes: () => jpegOfScans(800, 600, 101) }],
  ['TOO_MANY_FRAMES', 'This animation has …', { bytes: images.animatedGif, changes: { maxFrames: 3 } }],
  ['TOO_MANY_FRAMES', 'This TIFF has more than', { bytes: refused.tiffOfManyPages }],
  [
    'PROCESSING_TIMEOUT',
    'Making the previews',
    { bytes: () => images.jpeg(), attempt: { ...attemptBy('m-1'), renderBy: NOON + 1 } },
  ],
];

async function recordedError({ bytes, changes, attempt = attemptBy('m-1') }: Upload) {
  const { store, dependencies } = inMemoryPipeline({ limits: limits(changes) });
  const event = uploadEvent(store.put(SOURCE_BUCKET, 'uploads/photo.jpg', await bytes()));
  const { record } = await processUpload(event, attempt, dependencies);
  return record?.error;
}

const asPattern = (message: string): RegExp =>
  new RegExp(
    message
      .split('…')
      .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('.+'),
  );

it.each(UPLOADS)('an upload that ends %s has the documented message "%s"', async (code, start, upload) => {
  const row = documented.find(
    (each) => each.code === code && each.messages.some((message) => message.startsWith(start)),
  );
  const message = row?.messages.find((each) => each.startsWith(start)) ?? '';
  expect(message).not.toBe('');
  const error = await recordedError(upload);
  expect(error?.code).toBe(code);
  expect(error?.message).toMatch(asPattern(message));
});

it('documents a message for every failure code', () => {
  expect(new Set(documented.map(({ code }) => code))).toEqual(new Set(PERMANENT_FAILURE_CODES));
});
