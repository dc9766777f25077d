import { GetQueueAttributesCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import type { UploadEvent } from '../../../lambda/domain/upload';
import { OperatedDarkroom } from '../../support/operator/operated-darkroom';

describe('redriving dead letters', () => {
  let operated: OperatedDarkroom;

  beforeEach(async () => {
    operated = await OperatedDarkroom.open();
  });

  afterEach(() => operated.close());

  async function bury(body: string): Promise<void> {
    const { sqs, deadLetterQueueUrl } = operated.darkroom;
    await sqs.send(new SendMessageCommand({ QueueUrl: deadLetterQueueUrl, MessageBody: body }));
  }

  const messageOf = ({ bucket, key, versionId, eTag }: UploadEvent): string =>
    JSON.stringify({
      source: 'aws.s3',
      'detail-type': 'Object Created',
      time: new Date().toISOString(),
      detail: { bucket: { name: bucket }, object: { key, etag: eTag, 'version-id': versionId } },
    });

  async function countIn(QueueUrl: string, attribute: 'Messages' | 'MessagesNotVisible'): Promise<number> {
    const name = `ApproximateNumberOf${attribute}` as const;
    const { Attributes } = await operated.darkroom.sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [name] }),
    );
    return Number(Attributes?.[name]);
  }

  it('groups messages by reason without removing any, and exits 1 while there are some', async () => {
    await bury('poison');
    await bury(messageOf(await operated.put('uploads/ada/new.jpg')));
    await bury(messageOf(await operated.upload('uploads/ada/done.jpg')));
    const { exitCode, values } = await operated.run('images redrive --dry-run --json');
    expect(exitCode).toBe(1);
    expect(values).toEqual(
      expect.arrayContaining([
        {
          reason: 'malformed: The message is not JSON.',
          isWorthwhile: false,
          messages: 1,
          keys: [],
          letters: [{ messageId: expect.any(String), sentAt: expect.any(String), body: 'poison' }],
        },
        {
          reason: 'never started: there is no record',
          isWorthwhile: true,
          messages: 1,
          keys: ['uploads/ada/new.jpg'],
          letters: [expect.anything()],
        },
        {
          reason: 'finished, but no event was published: COMPLETED',
          isWorthwhile: true,
          messages: 1,
          keys: ['uploads/ada/done.jpg'],
          letters: [expect.anything()],
        },
      ]),
    );
    expect(values.at(-1)).toEqual({ messages: 3, toMove: 2 });
    const again = await operated.run('images redrive --dry-run --json');
    expect(again.values.at(-1)).toEqual({ messages: 3, toMove: 2 });
  });

  it('counts more messages than one request returns, and hides none when it is done', async () => {
    for (let index = 0; index < 25; index += 1) await bury(`poison ${index}`);
    const { values } = await operated.run('images redrive --dry-run --json');
    expect(values.at(-1)).toEqual({ messages: 25, toMove: 0 });
    const { deadLetterQueueUrl } = operated.darkroom;
    expect(await countIn(deadLetterQueueUrl, 'Messages')).toBe(25);
    expect(await countIn(deadLetterQueueUrl, 'MessagesNotVisible')).toBe(0);
  });

  it('shows the id, the age and the first 200 characters of each body, escaped', async () => {
    await bury(`\u2028[2Knot ${'x'.repeat(300)}`);
    const { out, err } = await operated.run('images redrive --dry-run');
    expect(out).toMatch(/message [0-9a-f-]{36}, \d+ s old\n {6}\\u2028\[2Knot x{192} …\n/);
    expect(err).toContain('npm run images -- redrive --discard-malformed');
    expect(err).not.toContain('images -- redrive\n');
  });

  it('permanently discards the malformed messages, and moves none', async () => {
    await bury('poison');
    await bury(messageOf(await operated.put('uploads/ada/a.jpg')));
    const { exitCode, out } = await operated.run('images redrive --discard-malformed --yes');
    expect(out).toContain('1 message discarded.');
    expect(exitCode).toBe(0);
    expect(await countIn(operated.darkroom.queueUrl, 'Messages')).toBe(0);
    expect(await countIn(operated.darkroom.deadLetterQueueUrl, 'Messages')).toBe(1);
    const rest = await operated.run('images redrive --dry-run');
    expect(rest.out).toContain('1 message in the dead-letter queue, 1 to move back.');
  });

  it('discards the message with an id, and refuses an id that is not in the queue', async () => {
    await bury('poison');
    await bury('more poison');
    const { values } = await operated.run('images redrive --dry-run --json');
    const [{ letters }] = values as [{ letters: { messageId: string; body: string }[] }];
    const id = letters.find(({ body }) => body === 'poison')?.messageId;
    const wrong = await operated.run('images redrive --discard no-such-id --yes');
    expect(wrong.err).toContain('The dead-letter queue has no message no-such-id.');
    expect(wrong.exitCode).toBe(2);
    expect((await operated.run(`images redrive --discard ${id} --yes`)).exitCode).toBe(0);
    const rest = await operated.run('images redrive --dry-run');
    expect(rest.out).toContain('more poison');
    expect(rest.out).not.toContain(String(id));
  });

  it('asks before it discards, and discards nothing without a terminal or --yes', async () => {
    await bury('poison');
    const { exitCode, err } = await operated.run('images redrive --discard-malformed');
    expect(err).toContain('Permanently discard 1 message?');
    expect(exitCode).toBe(2);
    const rest = await operated.run('images redrive --dry-run');
    expect(rest.out).toContain('1 message in the dead-letter queue');
  });

  it('moves valid messages back, which the function then processes, and leaves the malformed one', async () => {
    await bury('poison');
    const keys = Array.from({ length: 12 }, (_, index) => `uploads/ada/${index}.jpg`);
    for (const key of keys) await bury(messageOf(await operated.put(key)));
    const { exitCode, out } = await operated.run('images redrive --rate 500');
    expect(out).toContain('1 message malformed: The message is not JSON.');
    expect(out).toContain('12 messages moved back, 1 left.');
    expect(exitCode).toBe(1);
    const { queueUrl, deadLetterQueueUrl } = operated.darkroom;
    expect(await countIn(queueUrl, 'Messages')).toBe(12);
    // It is shown to everybody again at once, not only when its time in hiding is over.
    expect(await countIn(deadLetterQueueUrl, 'Messages')).toBe(1);
  });

  it('keeps a message in the dead-letter queue when sending it fails', async () => {
    await bury(messageOf(await operated.put('uploads/ada/a.jpg')));
    operated.endpoint.refuseAfter.set('SendMessage', 0);
    const { exitCode, err } = await operated.run('images redrive');
    expect(exitCode).toBe(3);
    expect(err).toContain('Refused by the test');
    expect(err).not.toContain('    at ');
    expect(await countIn(operated.darkroom.deadLetterQueueUrl, 'MessagesNotVisible')).toBe(1);
  });

  it('starts a message move task, and moves messages one by one where the endpoint has none', async () => {
    await bury(messageOf(await operated.put('uploads/ada/a.jpg')));
    const { exitCode, out } = await operated.run('images redrive --all');
    expect(out).toContain('1 message moved back, 0 left.');
    expect(exitCode).toBe(0);
    expect(operated.endpoint.calls).toContain('StartMessageMoveTask');
  });

  it('reports an empty queue', async () => {
    const { exitCode, out } = await operated.run('images redrive');
    expect(out).toBe('0 messages moved back, 0 left.\n');
    expect(exitCode).toBe(0);
  });
});
