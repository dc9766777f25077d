import { setTimeout as sleep } from 'node:timers/promises';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { Webhook } from 'standardwebhooks';
import { type Deployment, deploymentOf } from '../support/deployment';
import { jpegPhoto } from '../support/photos';
import { ONE_PHOTO, TwinProcess } from '../support/twin-process';
import { type ReceivedWebhook, WebhookReceiverServer } from '../support/webhook-receiver';

jest.setTimeout(200_000);

const SECRET = `whsec_${Buffer.alloc(32, 3).toString('base64')}`;
const NAME = 'darkroom/dev/webhook';
const MAX_ATTEMPTS = 12;

describe('With WEBHOOK_URL', () => {
  const receiver = new WebhookReceiverServer();
  let deployment: Deployment;

  beforeAll(async () => {
    await receiver.listen();
    deployment = await deploymentOf(new TwinProcess([ONE_PHOTO], { WEBHOOK_URL: receiver.url }));
    const { endpoint, ...rest } = deployment.configuration;
    const secrets = new SecretsManagerClient({ ...rest, ...(endpoint && { endpoint }) });
    await secrets.send(new CreateSecretCommand({ Name: NAME, SecretString: SECRET }));
    secrets.destroy();
  });
  afterAll(async () => {
    await deployment.close();
    await receiver.close();
  });

  const verified = ({ body, headers }: ReceivedWebhook) =>
    new Webhook(SECRET).verify(body, headers as Record<string, string>) as {
      'detail-type': string;
      detail: { key: string };
    };
  const receivedOf = (key: string) =>
    receiver.received.filter(({ body }) => JSON.parse(body).detail?.key === key);

  async function until<Value>(
    read: () => Value | Promise<Value>,
    isDone: (value: Value) => boolean,
  ): Promise<Value> {
    const end = Date.now() + 60_000;
    for (;;) {
      const value = await read();
      if (isDone(value)) return value;
      if (Date.now() > end) throw new Error(`Still ${JSON.stringify(value)}`);
      await sleep(100);
    }
  }

  it('the receiver gets each event as it is on the bus, with a signature that it can verify', async () => {
    const key = 'uploads/ann/été.jpg';
    const { imageId } = await deployment.process(key, await jpegPhoto());
    const [received] = await until(
      () => receivedOf(key),
      ({ length }) => length > 0,
    );
    expect(verified(received as ReceivedWebhook)).toMatchObject({
      source: 'image.processing',
      'detail-type': 'Image Processing Completed',
      detail: { imageId, key, processingStatus: 'COMPLETED', environment: 'dev' },
    });
    await deployment.callApi('DELETE', `/images/${imageId}`);
    const all = await until(
      () => receivedOf(key),
      (some) => some.some((one) => verified(one)['detail-type'] === 'Image Deleted'),
    );
    expect(new Set(all.map(({ headers }) => headers['webhook-id'])).size).toBeGreaterThan(1);
  });

  it('an event that is refused is sent again, with the same id and a new signature', async () => {
    const key = 'uploads/ann/again.jpg';
    let refusals = 2;
    receiver.respond = ({ body }) => {
      // Events of other photos may still be on their way.
      if (JSON.parse(body).detail.key !== key) return { status: 204 };
      refusals -= 1;
      return { status: refusals >= 0 ? 503 : 204 };
    };
    await deployment.process(key, Buffer.from('not a photo'));
    const all = await until(
      () => receivedOf(key),
      ({ length }) => length >= 3,
    );
    expect(all.map((one) => verified(one)['detail-type'])).toEqual(Array(3).fill('Image Processing Failed'));
    expect(new Set(all.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  });

  it('an event that is always refused is a dead letter after twelve attempts', async () => {
    const key = 'uploads/ann/never.jpg';
    const queueUrl = deployment.outputs.uploads_queue_url.replace('image-uploads', 'image-webhooks-dlq');
    receiver.respond = ({ body }) => ({ status: JSON.parse(body).detail.key === key ? 500 : 204 });
    await deployment.process(key, await jpegPhoto());
    await until(
      () => deployment.depthOf(queueUrl),
      (depth) => depth === 1,
    );
    expect(receivedOf(key)).toHaveLength(MAX_ATTEMPTS);
  });

  it('the roles were denied no call, and used every permission of the sender', async () => {
    const { denied, unused } = await deployment.report<{
      denied: { message: string }[];
      unused: { role: string }[];
    }>('permissions');
    expect(denied).toEqual([]);
    expect(unused.filter(({ role }) => role.includes('webhook'))).toEqual([]);
  });
});
