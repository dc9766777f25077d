import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { type ImageRecord, imageIdOf } from '../../../lambda/domain/image-record';
import { type Deployment, describeOnTwin } from '../../support/deployment';
import { jpegPhoto } from '../../support/photos';

const KEY = 'uploads/user-7/Été + sunset (1).JPG';
/** The path of one photo: upload, queue, function, previews, record. */
export function describeUploadPath(opened: () => Deployment): void {
  describeOnTwin('an empty twin (needs a local twin)', () => {
    it('processes its sample photos', async () => {
      const { twin } = opened();
      const end = Date.now() + 60_000;
      while (!twin?.printed.includes('Ctrl-C stops it') && Date.now() < end) {
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      expect(twin?.printed).toMatch(/\n(\d+) of \1 done\.\n/);
    }, 70_000);
  });

  describe('an uploaded photo', () => {
    let record: ImageRecord;

    beforeAll(async () => {
      record = await opened().process(KEY, await jpegPhoto({ width: 1600, height: 900 }));
    });

    it('has a COMPLETED record under its image id, with its user', () => {
      const { source_bucket_name: bucket } = opened().outputs;
      expect(record).toMatchObject({
        imageId: imageIdOf(bucket, KEY),
        processingStatus: 'COMPLETED',
        userId: 'user-7',
        bucket,
        key: KEY,
        width: 1600,
        height: 900,
        format: 'jpeg',
        attempts: 1,
      });
    });

    it('has three previews that fit their sizes, with content type and immutable caching', async () => {
      expect(record.previews?.map(({ name, width, height }) => [name, width, height])).toEqual([
        ['150x150', 150, 84],
        ['300x300', 300, 169],
        ['800x800', 800, 450],
      ]);
      for (const preview of record.previews ?? []) {
        const { ContentType, CacheControl, ContentLength } = await opened().read(preview);
        expect({ ContentType, CacheControl, ContentLength }).toEqual({
          ContentType: 'image/webp',
          CacheControl: 'public, max-age=31536000, immutable',
          ContentLength: preview.size,
        });
      }
    });

    it.each([
      ['StatusIndex', 'processingStatus', () => 'COMPLETED'],
      ['UserIndex', 'userId', () => 'user-7'],
      ['DateIndex', 'uploadDate', () => record.uploadDate],
    ])('is found again by the %s', async (index, attribute, value) => {
      const { table, outputs } = opened();
      const { Items: items = [] } = await table.send(
        new QueryCommand({
          TableName: outputs.metadata_table_name,
          IndexName: index,
          KeyConditionExpression: '#attribute = :value AND #time = :time',
          ExpressionAttributeNames: { '#attribute': attribute, '#time': 'timestamp' },
          ExpressionAttributeValues: { ':value': value(), ':time': record.timestamp },
        }),
      );
      expect(items.map(({ imageId }) => imageId)).toContain(record.imageId);
    });

    it('is rendered for each version, with a separate record and separate previews', async () => {
      const deployment = opened();
      const versionId = await deployment.upload(KEY, await jpegPhoto({ width: 500, height: 700 }));
      const second = await deployment.recordOf(
        KEY,
        (row) => row.versionId === versionId && row.processingStatus === 'COMPLETED',
      );
      expect(second).toMatchObject({ imageId: record.imageId, width: 500, height: 700 });
      expect(second.previews?.[0]?.key).not.toBe(record.previews?.[0]?.key);
      expect(await deployment.history(KEY)).toHaveLength(2);
    });
  });

  it("copies the original's metadata to the previews, and reads the user from it", async () => {
    const deployment = opened();
    const metadata = { 'user-id': 'alice', album: 'holiday' };
    const record = await deployment.process('uploads/with-metadata.jpg', await jpegPhoto(), metadata);
    expect(record.userId).toBe('alice');
    const [preview] = record.previews ?? [];
    expect(preview && (await deployment.read(preview)).Metadata).toMatchObject(metadata);
  });
}
