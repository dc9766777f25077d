import { deadLetterOf } from '../../../local/console/twin/dead-letters';
import { ReturnedMessages } from '../../../local/console/twin/returned-messages';

const BUCKET = 'photos';
const kept = (body: string) => ({
  messageId: 'm-1',
  body,
  messageAttributes: {},
  approximateReceiveCount: 3,
  sentTimestamp: 1_000,
});
const upload = JSON.stringify({
  Records: [
    {
      eventSource: 'aws:s3',
      eventName: 'ObjectCreated:Put',
      eventTime: '2026-06-21T12:00:00.123Z',
      s3: { bucket: { name: BUCKET }, object: { key: 'uploads/a.jpg' } },
    },
  ],
});

describe('a dead letter in the console', () => {
  it('names the upload and the logged cause, and can be redriven', () => {
    const causeOf = (subject: string) => (subject === 'uploads/a.jpg' ? 'Access denied.' : undefined);
    expect(deadLetterOf(kept(upload), BUCKET, causeOf)).toMatchObject({
      keys: ['uploads/a.jpg'],
      reason: 'Access denied.',
      canBeRedriven: true,
      sentAt: 1_000,
    });
  });

  it('cannot be redriven when it is malformed, and shows the first 200 characters of its body', () => {
    expect(deadLetterOf(kept('x'.repeat(300)), BUCKET, () => undefined)).toMatchObject({
      keys: [],
      reason: 'The message is not JSON.',
      canBeRedriven: false,
      body: 'x'.repeat(200),
    });
  });
});

describe('the messages that a call sent back to the queue', () => {
  const ended = { functionName: 'f', requestId: 'r-1', at: 0, durationMs: 1 };
  const problem = {
    subjects: ['uploads/a.jpg'],
    requestId: 'r-1',
    sentence: 'uploads/a.jpg: Access denied.',
  };

  it('are shown with a call that succeeded for the others', () => {
    const returned = new ReturnedMessages();
    returned.take(problem);
    expect(returned.complete({ ...ended, outcome: 'ok' }).returned).toEqual([problem.sentence]);
    expect(returned.complete({ ...ended, requestId: 'r-2', outcome: 'ok' }).returned).toBeUndefined();
  });

  it('are not repeated for a call that failed, whose message names them', () => {
    const returned = new ReturnedMessages();
    returned.take(problem);
    expect(returned.complete({ ...ended, outcome: 'error' }).returned).toBeUndefined();
  });
});
