import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { imageIdOf } from '../../../lambda/domain/image-record';
import { OperatedDarkroom } from '../../support/operator/operated-darkroom';

const KEY = 'uploads/ada/harbour.jpg';

describe('explaining an upload', () => {
  let operated: OperatedDarkroom;

  beforeEach(async () => {
    operated = await OperatedDarkroom.open();
  });

  afterEach(() => operated.close());

  it('shows what a finished upload produced, how long it took, and who was notified', async () => {
    await operated.upload(KEY);
    const { out, exitCode } = await operated.run(`images explain ${KEY}`, {
      NOTIFICATION_EMAIL: 'ada@example.com',
    });
    expect(exitCode).toBe(0);
    expect(out).toContain(`image ${imageIdOf(operated.darkroom.sourceBucket, KEY)}`);
    expect(out).toContain('of user ada: COMPLETED');
    expect(out).toMatch(/1\. .* upload of version \S+, sequencer [0-9A-F]{16}/);
    expect(out).toMatch(/1 attempt, done .* in [\d,]+ ms \(.*render \d+.*\)/);
    expect(out).toMatch(/recipe [0-9a-f]{16}: current/);
    expect(out).toMatch(/[\d,]+ bytes, [\d,]+ in 1 preview \(\d+\.\d %\)/);
    expect(out).toMatch(/150x150 {2}[\d,]+ bytes$/m);
    expect(out).toContain('announced as “Image Processing Completed”, by e-mail to ada@example.com');
    expect(out).toMatch(/version \S+ \(current\): [\d,]+ bytes/);
    expect(out).toMatch(/Dead-letter queue\n {2}nothing/);
    expect(out).toMatch(/What to do\n {2}nothing/);
  });

  it('shows which rule a failed upload violated, and what to do', async () => {
    operated.fn.maxBytes = 10;
    await operated.upload(KEY, Buffer.alloc(50));
    const { out, exitCode } = await operated.run(`images explain ${KEY}`, { MAX_IMAGE_SIZE: '10' });
    expect(exitCode).toBe(1);
    expect(out).toContain('FAILED IMAGE_TOO_LARGE: bytes 50 > MAX_IMAGE_SIZE 10');
    expect(out).toContain('Upload a valid file under the same key.');

    const raised = await operated.run(`images explain ${KEY}`, { MAX_IMAGE_SIZE: '100' });
    expect(raised.out).toContain('the current MAX_IMAGE_SIZE 100 admits them');
    expect(raised.out).toContain(`images -- apply --status FAILED --prefix '${KEY}'`);
  });

  it('finds an outdated recipe, a missing preview and an orphaned one', async () => {
    await operated.upload(KEY);
    const { store, s3, processedBucket } = operated.darkroom;
    const [preview = ''] = await store.listPreviews('previews/');
    const stray = preview.replace('150x150', '999x999');
    await s3.send(new DeleteObjectCommand({ Bucket: processedBucket, Key: preview }));
    await store.storePreview(
      stray,
      { name: '', width: 1, height: 1, format: 'webp', contentType: 'image/webp', bytes: Buffer.from('x') },
      {},
    );
    const { out, exitCode } = await operated.run(`images explain ${KEY}`, { PREVIEW_FORMAT: 'avif' });
    expect(exitCode).toBe(1);
    expect(out).toContain('outdated');
    expect(out).toContain('MISSING');
    expect(out).toContain(`${stray}: a preview that no record lists`);
    expect(out).toContain(`npm run images -- apply --prefix '${KEY}'`);
    expect(out).toContain('npm run reconcile -- --fix');
  });

  it('lists all versions and the deletion in order', async () => {
    await operated.upload(KEY);
    await operated.upload(KEY);
    const { s3, sourceBucket } = operated.darkroom;
    await s3.send(new DeleteObjectCommand({ Bucket: sourceBucket, Key: KEY }));
    const removal = operated.events.at(-1);
    if (removal) await operated.fn.follow(removal);
    const { values } = await operated.run(`images explain ${KEY} --json`);
    expect(values[0]).toMatchObject({
      status: 'DELETED',
      happenings: [
        { what: 'upload', decision: 'DELETED: a newer event, by its sequencer, removed it' },
        { what: 'upload', status: 'DELETED' },
        { what: 'deletion', event: 'Image Deleted' },
      ],
      versions: [
        { isDeleteMarker: true, isLatest: true },
        { isDeleteMarker: false },
        { isDeleteMarker: false },
      ],
    });
  });

  it('finds a message about it in the dead-letter queue and leaves it there', async () => {
    const { bucket, key, versionId, eTag } = await operated.put(KEY);
    const { sqs, deadLetterQueueUrl } = operated.darkroom;
    const message = {
      source: 'aws.s3',
      'detail-type': 'Object Created',
      time: new Date().toISOString(),
      detail: { bucket: { name: bucket }, object: { key, etag: eTag, 'version-id': versionId } },
    };
    await sqs.send(
      new SendMessageCommand({ QueueUrl: deadLetterQueueUrl, MessageBody: JSON.stringify(message) }),
    );
    for (const _ of ['first', 'second']) {
      const { out } = await operated.run(`images explain ${KEY}`);
      expect(out).toContain('UNRECORDED');
      expect(out).toMatch(/Dead-letter queue\n {2}message \S+/);
      expect(out).toContain('npm run images -- redrive');
      // One way, not two: it is in the dead-letter queue, so it is not to be queued again.
      expect(out).not.toContain('images -- apply');
    }
  });

  it('accepts an image id or an S3 URL', async () => {
    await operated.upload(KEY);
    const { sourceBucket } = operated.darkroom;
    for (const name of [imageIdOf(sourceBucket, KEY), `s3://${sourceBucket}/${KEY}`]) {
      expect((await operated.run(`images explain ${name}`)).out).toMatch(/^uploads\/ada\/harbour\.jpg\n/);
    }
  });

  it('reports an unknown key, and a key that is not an upload', async () => {
    const unknown = await operated.run('images explain uploads/nobody.jpg');
    expect(unknown.exitCode).toBe(1);
    expect(unknown.out).toContain('Nothing is known about this key.');
    const output = await operated.run('images explain previews/a.webp');
    expect(output.exitCode).toBe(2);
    expect(output.err).toContain('previews/a.webp is not an upload of this environment.');
    const id = await operated.run(`images explain ${'0'.repeat(32)}`);
    expect(id.err).toContain('No record has the image id');
  });
});
