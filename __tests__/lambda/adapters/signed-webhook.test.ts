import { Webhook } from 'standardwebhooks';
import { SignedWebhook } from '../../../lambda/adapters/signed-webhook';
import { ServiceError } from '../../../lambda/domain/errors';
import { WebhookRefusedError } from '../../../lambda/domain/webhooks/webhook';
import { WebhookReceiverServer } from '../../support/webhook-receiver';

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const message = { id: 'evt_1', body: '{"key": "uploads/été.jpg"}', key: 'uploads/été.jpg' };

describe('a signed webhook', () => {
  const receiver = new WebhookReceiverServer();
  const webhook = (secret = SECRET, url = receiver.url) =>
    new SignedWebhook({ url, readSecret: async () => secret, now: Date.now });

  beforeAll(() => receiver.listen());
  beforeEach(() => {
    receiver.received.splice(0);
    receiver.respond = () => ({ status: 200 });
  });
  afterAll(() => receiver.close());

  it('is accepted by the library of Standard Webhooks, with the event unchanged', async () => {
    await webhook().send(message);
    const [received] = receiver.received;
    expect(received).toMatchObject({
      path: '/hook',
      body: message.body,
      headers: { 'webhook-id': 'evt_1', 'content-type': 'application/json' },
    });
    const headers = received?.headers as Record<string, string>;
    expect(new Webhook(SECRET).verify(received?.body ?? '', headers)).toEqual(JSON.parse(message.body));
    const other = `whsec_${Buffer.alloc(32, 8).toString('base64')}`;
    expect(() => new Webhook(other).verify(received?.body ?? '', headers)).toThrow('No matching signature');
  });

  it.each([400, 401, 410, 429, 500, 503])('is refused by a response of %i', async (status) => {
    receiver.respond = () => ({ status });
    const sending = webhook().send(message);
    await expect(sending).rejects.toThrow(WebhookRefusedError);
    await expect(sending).rejects.toThrow(`responded with ${status}`);
  });

  it('follows no redirect, wherever it leads', async () => {
    receiver.respond = ({ path }) =>
      path === '/hook'
        ? { status: 307, headers: { location: receiver.url.replace('hook', 'inside') } }
        : { status: 200 };
    await expect(webhook().send(message)).rejects.toThrow('responded with 307');
    expect(receiver.received.map(({ path }) => path)).toEqual(['/hook']);
  });

  it('fails with the reason when nobody listens', async () => {
    await expect(webhook(SECRET, 'http://127.0.0.1:9/hook').send(message)).rejects.toThrow(
      /could not be reached: .*(ECONNREFUSED|bad port)/,
    );
  });

  it.each(['', 'whsec_', 'whsec_%%%'])('is not sent with the secret %p', async (secret) => {
    await expect(webhook(secret).send(message)).rejects.toThrow(ServiceError);
    expect(receiver.received).toEqual([]);
  });
});
