import { setTimeout as sleep } from 'node:timers/promises';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { imageIdOf } from '../../../lambda/domain/image-record';
import type { ImageWithHistoryResponse } from '../../../lambda/image-api/response-schemas';
import { type Deployment, describeOnTwin } from '../../support/deployment';
import { jpegPhoto } from '../../support/photos';

/** Messages that come late, or know less than they should. */
export function describeLateMessages(opened: () => Deployment): void {
  describeOnTwin('a message sent by hand (needs a local twin)', () => {
    it('is processed as usual without a version, as from an unversioned bucket', async () => {
      const deployment = opened();
      const key = 'uploads/unversioned.jpg';
      const { versionId } = await deployment.process(key, await jpegPhoto());
      await tell(deployment, key);
      const record = await deployment.recordOf(key, (one) => one.versionId === undefined && isDone(one));
      expect(versionId).toBeDefined();
      expect(record.processingStatus).toBe('COMPLETED');
      const { body } = await deployment.callApi('GET', `/images/${record.imageId}?history=true`);
      const unversioned = (body as ImageWithHistoryResponse).history?.find((one) => !one.version_id);
      expect((await fetch(unversioned?.original?.url ?? '')).status).toBe(200);
    });

    it('is processed from its version when that is older and has no record', async () => {
      const deployment = opened();
      const key = 'uploads/user-7/older.jpg';
      const { versionId, imageId, timestamp } = await deployment.process(
        key,
        await jpegPhoto({ width: 300 }),
      );
      const newer = await deployment.upload(key, await jpegPhoto({ width: 400 }));
      await deployment.recordOf(key, (one) => one.versionId === newer && isDone(one));
      const { metadata_table_name: TableName } = deployment.outputs;
      await deployment.table.send(new DeleteCommand({ TableName, Key: { imageId, timestamp } }));
      await tell(deployment, key, versionId);
      const record = await deployment.recordOf(key, (one) => one.versionId === versionId && isDone(one));
      expect(record).toMatchObject({ processingStatus: 'COMPLETED', width: 300 });
    });

    it('is recorded as DELETED when its object does not exist', async () => {
      const deployment = opened();
      const key = 'uploads/never-there.jpg';
      await tell(deployment, key);
      expect(await deployment.recordOf(key)).toMatchObject({ processingStatus: 'DELETED' });
    });

    it('writes no record when its image was forgotten', async () => {
      const deployment = opened();
      const key = 'uploads/forgotten.jpg';
      await deployment.process(key, await jpegPhoto());
      const id = imageIdOf(deployment.outputs.source_bucket_name, key);
      expect((await deployment.callApi('DELETE', `/images/${id}`)).status).toBe(204);
      await tell(deployment, key);
      while ((await deployment.depthOf(deployment.outputs.uploads_queue_url)) > 0) await sleep(50);
      expect((await deployment.callApi('GET', `/images/${id}`)).status).toBe(404);
    });
  });
}

const isDone = ({ processingStatus }: { readonly processingStatus: string }): boolean =>
  processingStatus !== 'PROCESSING';

/** Sends S3's notification of a new object, by default without its version. */
async function tell({ sqs, outputs }: Deployment, key: string, versionId?: string): Promise<void> {
  const record = {
    eventSource: 'aws:s3',
    eventName: 'ObjectCreated:Put',
    eventTime: new Date().toISOString(),
    s3: { bucket: { name: outputs.source_bucket_name }, object: { key, size: 1, versionId } },
  };
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: outputs.uploads_queue_url,
      MessageBody: JSON.stringify({ Records: [record] }),
    }),
  );
}
