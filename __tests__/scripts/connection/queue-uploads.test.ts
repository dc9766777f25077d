import type { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { parseUploadMessage } from '../../../lambda/process-image/upload-event';
import { queueUploads } from '../../../scripts/connection/queue-uploads';
import { SOURCE_BUCKET } from '../../support/uploads';

/** A queue that keeps what it is sent. */
function keepingQueue() {
  const bodies: string[] = [];
  const sqs = {
    async send({ input }: SendMessageBatchCommand) {
      bodies.push(...(input.Entries ?? []).map(({ MessageBody = '' }) => MessageBody));
      return { Failed: [] };
    },
  } as unknown as SQSClient;
  return { bodies, sqs };
}

it.each(['🏔', 'Été', '夕焼け', 'a\uffffb', 'tab\there', '"\\'])(
  'a key with %j reaches the function unchanged, in characters that SQS accepts',
  async (name) => {
    const { bodies, sqs } = keepingQueue();
    const key = `uploads/${name}.jpg`;
    const upload = { bucket: SOURCE_BUCKET, key, time: 1, reprocess: 'always' } as const;
    await queueUploads({ sqs, queueUrl: 'http://queue' }, [upload]);
    expect(bodies[0]).toMatch(/^[ -~]+$/);
    expect(parseUploadMessage(bodies[0] ?? '', SOURCE_BUCKET)).toMatchObject([{ key, kind: 'created' }]);
  },
);
