import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Gateway } from '../../../local/gateway/gateway';
import { createS3Endpoint, type S3Endpoint } from '../../../local/s3/endpoint/endpoint';
import type { S3ObjectEvent } from '../../../local/s3/store/s3-event';
import { InProcessStore } from '../../../local/uploads/in-process-store';

const BUCKET = 'photo-uploads';
const TOO_MUCH = Buffer.from('far too much');
const FULL = 'The disk "data"\tis full & <cannot> take it.';
const KEY = 'uploads/Été & 100%/a+b #1?.jpg';

let folder: string;
let s3: S3Endpoint;
const events: S3ObjectEvent[] = [];
const failures: unknown[] = [];
const gateway = new Gateway();
const store = new InProcessStore((call) => gateway.request(call));
const notAborted = new AbortController().signal;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'in-process-store-'));
  s3 = await createS3Endpoint({
    dataDir: folder,
    secretOf: () => undefined,
    onEvent: async (event) => {
      events.push(event);
    },
    onFailure: (error) => failures.push(error),
    whyFull: (bytes) => (bytes === TOO_MUCH.length ? FULL : undefined),
  });
  await s3.createBucket(BUCKET, { versioned: true });
  gateway.open({ s3: (request, response) => s3.handle(request, response), others: {} });
});
beforeEach(() => {
  events.length = 0;
  failures.length = 0;
});
afterAll(async () => {
  await s3.close();
  rmSync(folder, { recursive: true });
});

describe('The buckets, reached without a socket', () => {
  it('store what a stream brings, and return its version and ETag, as S3 reports them', async () => {
    const bytes = Buffer.alloc(3_000_000, 'photo');
    const body = Readable.from([bytes.subarray(0, 70_000), bytes.subarray(70_000)]);
    const ref = await store.put(BUCKET, KEY, { body, size: bytes.length }, notAborted);
    expect(events).toMatchObject([{ eventName: 'ObjectCreated:Put', size: bytes.length }]);
    const [{ key, versionId, eTag }] = events as [S3ObjectEvent];
    expect(ref).toEqual({ bucket: BUCKET, key, versionId, eTag: `"${eTag}"` });
    expect(key).toBe(KEY);
    expect(bytes.equals(await store.get(BUCKET, KEY))).toBe(true);
  });

  it('store an empty file', async () => {
    await store.put(BUCKET, 'uploads/empty.jpg', { body: Buffer.alloc(0), size: 0 }, notAborted);
    expect(events).toMatchObject([{ key: 'uploads/empty.jpg', size: 0 }]);
    expect(await store.get(BUCKET, 'uploads/empty.jpg')).toHaveLength(0);
  });

  it('refuse in the words of S3', async () => {
    await expect(store.get(BUCKET, 'uploads/never.jpg')).rejects.toThrow('The specified key does not exist.');
    const put = store.put('no-such-bucket', KEY, { body: Buffer.from('x'), size: 1 }, notAborted);
    await expect(put).rejects.toThrow('The specified bucket does not exist');
  });

  it('refuse in words that are not escaped as XML', async () => {
    const put = store.put(BUCKET, KEY, { body: TOO_MUCH, size: TOO_MUCH.length }, notAborted);
    await expect(put).rejects.toThrow(new Error(FULL));
  });

  it('store nothing of a file that ends too early or cannot be read, and say why', async () => {
    const short = { body: Readable.from([Buffer.from('half')]), size: 8 };
    await expect(store.put(BUCKET, KEY, short, notAborted)).rejects.toThrow(/number of bytes/);
    const broken = Readable.from(
      (async function* () {
        yield Buffer.from('half');
        throw new Error('EIO: i/o error, read');
      })(),
    );
    await expect(store.put(BUCKET, KEY, { body: broken, size: 8 }, notAborted)).rejects.toThrow('EIO');
    expect(events).toEqual([]);
    expect(failures).toEqual([]);
  });

  it('store nothing of an upload that is interrupted', async () => {
    const interruption = new AbortController();
    const body = new Readable({ read() {} });
    body.push(Buffer.from('half'));
    const put = store.put(BUCKET, KEY, { body, size: 8 }, interruption.signal);
    setTimeout(() => interruption.abort(), 20);
    await expect(put).rejects.toThrow('The upload was interrupted.');
    expect(body.destroyed).toBe(true);
    expect(events).toEqual([]);
  });
});
