import type { Context, SQSEvent } from 'aws-lambda';
import { type WebhookMessage, WebhookRefusedError } from '../../../lambda/domain/webhooks/webhook';
import { createHandler } from '../../../lambda/send-webhook/create-handler';
import { keptSecret } from '../../../lambda/send-webhook/kept-secret';

const bodyOf = (key: string) =>
  JSON.stringify({
    'detail-type': 'Image Deleted',
    detail: { imageId: 'a', timestamp: 1, key, processingStatus: 'DELETED' },
  });

const batchOf = (...messages: readonly { id: string; body: string; receives?: number }[]) =>
  ({
    Records: messages.map(({ id, body, receives = 1 }) => ({
      messageId: id,
      receiptHandle: `handle-${id}`,
      body,
      attributes: { ApproximateReceiveCount: String(receives) },
    })),
  }) as unknown as SQSEvent;

/** A function whose receiver refuses some keys. */
function functionWith(refused: readonly string[]) {
  const sent: string[] = [];
  const hidden: [string, number][] = [];
  const logged: unknown[] = [];
  const handler = createHandler({
    receiver: {
      send: async ({ key }: WebhookMessage) => {
        if (refused.includes(key)) throw new WebhookRefusedError('The receiver responded with 500.');
        sent.push(key);
      },
    },
    retries: {
      hide: async (handle, seconds) => {
        hidden.push([handle, seconds]);
      },
    },
    logger: { addContext: () => {}, info: () => {}, error: (...line: unknown[]) => logged.push(line) },
  });
  return { invoke: (batch: SQSEvent) => handler(batch, {} as Context), sent, hidden, logged };
}

describe('the function send-webhook', () => {
  it('sends every event of a batch', async () => {
    const { invoke, sent, hidden } = functionWith([]);
    const batch = batchOf({ id: '1', body: bodyOf('a') }, { id: '2', body: bodyOf('b') });
    expect(await invoke(batch)).toEqual({ batchItemFailures: [] });
    expect([sent, hidden]).toEqual([['a', 'b'], []]);
  });

  it('gives back those that the receiver refused, with a delay that grows with their attempts', async () => {
    const { invoke, sent, hidden } = functionWith(['b', 'c']);
    const batch = batchOf(
      { id: '1', body: bodyOf('a') },
      { id: '2', body: bodyOf('b') },
      { id: '3', body: bodyOf('c'), receives: 4 },
    );
    expect(await invoke(batch)).toEqual({
      batchItemFailures: [{ itemIdentifier: '2' }, { itemIdentifier: '3' }],
    });
    expect(sent).toEqual(['a']);
    expect(hidden).toEqual([
      ['handle-2', 30],
      ['handle-3', 240],
    ]);
  });

  it('fails, and is counted by its alarm, when the receiver refused the whole batch', async () => {
    const { invoke } = functionWith(['a']);
    await expect(invoke(batchOf({ id: '1', body: bodyOf('a') }))).rejects.toThrow(
      '1 message goes back to the queue. a: The receiver responded with 500.',
    );
  });

  it('gives back what is no event', async () => {
    const { invoke, sent } = functionWith([]);
    const batch = batchOf({ id: '1', body: 'nonsense' }, { id: '2', body: bodyOf('b') });
    expect(await invoke(batch)).toEqual({ batchItemFailures: [{ itemIdentifier: '1' }] });
    expect(sent).toEqual(['b']);
  });
});

describe('the secret', () => {
  it('is read once in five minutes, and again after a failure', async () => {
    let now = 0;
    const texts = ['first', 'second'];
    const read = jest.fn(async () => texts.shift() ?? Promise.reject(new Error('denied')));
    const secret = keptSecret(read, () => now);
    expect([await secret(), await secret()]).toEqual(['first', 'first']);
    now += 5 * 60_000;
    expect(await secret()).toBe('second');
    now += 5 * 60_000;
    await expect(secret()).rejects.toThrow('denied');
    texts.push('third');
    expect(await secret()).toBe('third');
    expect(read).toHaveBeenCalledTimes(4);
  });
});
