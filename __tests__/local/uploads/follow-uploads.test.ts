import { type ImageRecord, imageIdOf } from '../../../lambda/domain/image-record';
import { type FollowedUpload, UploadFollower } from '../../../local/uploads/follow-uploads';

const BUCKET = 'photos';
const KEY = 'uploads/a.jpg';
const IMAGE_ID = imageIdOf(BUCKET, KEY);

const UPLOAD: FollowedUpload = {
  file: { name: 'a.jpg', key: KEY, size: 1, open: () => Buffer.alloc(1) },
  ref: { bucket: BUCKET, key: KEY, versionId: 'v2' },
};

const record = (fields: Partial<ImageRecord>): ImageRecord => ({
  imageId: IMAGE_ID,
  timestamp: 1,
  processingStatus: 'COMPLETED',
  bucket: BUCKET,
  key: KEY,
  versionId: 'v2',
  uploadDate: '2026-06-21',
  attempts: 1,
  ...fields,
});

const followers: UploadFollower[] = [];
afterEach(() => {
  for (const follower of followers.splice(0)) follower.close();
});

function following() {
  const rows: ImageRecord[] = [];
  const letters: string[] = [];
  let publish: (published: ImageRecord) => void = () => {};
  let looks = 0;
  const follower = new UploadFollower(
    {
      history: async () => {
        looks += 1;
        return rows;
      },
      deadLetters: async () => letters,
      causeOf: (key) => `${key}: Access denied.`,
      onPublished: (listener) => {
        publish = listener;
        return () => {};
      },
    },
    (problem) => {
      throw new Error(problem);
    },
  );
  followers.push(follower);
  return {
    follower,
    rows,
    letters,
    publish: (published: ImageRecord) => publish(published),
    looks: () => looks,
  };
}

describe('following an upload', () => {
  it('ends with the published record of exactly this version, without reading the table', async () => {
    const { follower, publish, looks } = following();
    const outcome = follower.follow(UPLOAD);
    publish(record({ versionId: 'v1' }));
    const looksBefore = looks();
    publish(record({ width: 300 }));
    expect(await outcome).toEqual({ file: UPLOAD.file, record: record({ width: 300 }) });
    expect(looks()).toBe(looksBefore);
  });

  it('finds the record in the table when it was published before the response to the upload came', async () => {
    const { follower, rows, publish } = following();
    rows.push(record({ width: 300 }));
    publish(record({ width: 300 }));
    expect(await follower.follow(UPLOAD)).toEqual({ file: UPLOAD.file, record: record({ width: 300 }) });
  });

  it('reports a failure that was published, and a deletion that the table has', async () => {
    const { follower, rows, publish } = following();
    const error = { code: 'CORRUPT_IMAGE' as const, message: 'It is damaged.' };
    const refused = follower.follow(UPLOAD);
    publish(record({ processingStatus: 'FAILED', error }));
    expect(await refused).toMatchObject({ failure: error });
    const deleted = follower.follow(UPLOAD);
    rows.push(record({ processingStatus: 'DELETED' }));
    const { attempts: _, ...deletion } = record({ processingStatus: 'DELETED', timestamp: 2 });
    publish(deletion);
    expect(await deleted).toMatchObject({ failure: { code: 'DELETED' } });
  });

  it('waits while the record says PROCESSING, and finds an outcome without an event', async () => {
    const { follower, rows } = following();
    rows.push(record({ processingStatus: 'PROCESSING' }));
    const outcome = follower.follow(UPLOAD);
    const error = { code: 'CORRUPT_IMAGE' as const, message: 'It is damaged.' };
    setTimeout(() => rows.splice(0, 1, record({ processingStatus: 'FAILED', error })), 50);
    expect(await outcome).toMatchObject({ failure: error });
  });

  it('ends when the message is in the dead-letter queue, with the cause of the last failure', async () => {
    const { follower, letters } = following();
    letters.push(JSON.stringify({ Records: [{ s3: { object: { key: KEY, versionId: 'v2' } } }] }));
    expect(await follower.follow(UPLOAD)).toMatchObject({
      failure: { code: 'DEAD_LETTER', message: expect.stringContaining(`${KEY}: Access denied.`) },
    });
  });
});
