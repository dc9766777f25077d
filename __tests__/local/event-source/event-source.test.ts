import { setTimeout as sleep } from 'node:timers/promises';
import type { SQSEvent } from 'aws-lambda';
import { EventSource } from '../../../local/event-source/event-source';
import type { InvocationResult } from '../../../local/functions/protocol';
import type { EventSourceMappingDeclaration } from '../../../plan/topology/event-source-mappings';
import { InMemoryMessageQueue } from '../../support/in-memory-message-queue';

const MAPPING: EventSourceMappingDeclaration = {
  uuid: 'uploads',
  queueArn: 'arn:aws:sqs:eu-west-1:000000000000:uploads',
  functionArn: 'arn:aws:lambda:eu-west-1:000000000000:function:processor',
  batchSize: 3,
  batchingWindow: 0,
  reportsItemFailures: true,
};

const done = (payload?: unknown): InvocationResult => ({ ok: true, payload });
const crashed: InvocationResult = {
  ok: false,
  error: { errorType: 'Runtime.ExitError', errorMessage: 'gone' },
};
const bodiesOf = (event: SQSEvent): string[] => event.Records.map(({ body }) => body);

async function until(holds: () => boolean): Promise<void> {
  const end = Date.now() + 5_000;
  while (!holds()) {
    if (Date.now() > end) throw new Error('It did not come to pass within five seconds');
    await sleep(5);
  }
}

interface Given {
  readonly queue: InMemoryMessageQueue;
  readonly answer: (event: SQSEvent) => InvocationResult | Promise<InvocationResult>;
  readonly mapping?: Partial<EventSourceMappingDeclaration>;
  readonly concurrency?: number;
}

const running: EventSource[] = [];
afterEach(() => Promise.all(running.splice(0).map((source) => source.stop())));

function start({ queue, answer, mapping = {}, concurrency = 1 }: Given) {
  const batches: SQSEvent[] = [];
  const problems: string[] = [];
  const source = new EventSource({
    mapping: { ...MAPPING, ...mapping },
    queue,
    concurrency,
    invoke: async (event) => {
      batches.push(event as SQSEvent);
      return answer(event as SQSEvent);
    },
    onProblem: (problem) => problems.push(problem),
  });
  running.push(source);
  source.start();
  return { source, batches, problems };
}

describe('an event source mapping', () => {
  it('receives no more messages while it is disabled, and goes on where it stopped', async () => {
    const queue = new InMemoryMessageQueue([]);
    const { source, batches } = start({ queue, answer: () => done() });
    queue.send('first');
    await until(() => batches.length === 1);
    source.disable();
    queue.send('the one that is being received');
    await until(() => source.state === 'Disabled');
    const received = batches.length;
    queue.send('waits');
    await sleep(50);
    expect(batches).toHaveLength(received);
    source.start();
    await until(() => batches.flatMap(bodiesOf).includes('waits'));
    expect(source.state).toBe('Enabled');
  });

  it('hands over messages in batches and removes them when all is well', async () => {
    const queue = new InMemoryMessageQueue(['a', 'b', 'c', 'd']);
    const { batches } = start({ queue, answer: () => done({ batchItemFailures: [] }) });
    await until(() => queue.removed.length === 4);
    expect(batches.map(bodiesOf)).toEqual([['a', 'b', 'c'], ['d']]);
  });

  it('gives the function records as Lambda does', async () => {
    const queue = new InMemoryMessageQueue(['a']);
    const { batches } = start({ queue, answer: () => done() });
    await until(() => queue.removed.length === 1);
    expect(batches[0]?.Records[0]).toMatchObject({
      messageId: 'a',
      receiptHandle: 'a#1',
      body: 'a',
      attributes: { ApproximateReceiveCount: '1' },
      eventSource: 'aws:sqs',
      eventSourceARN: MAPPING.queueArn,
      awsRegion: 'eu-west-1',
    });
  });

  it('retries the failed messages of a batch alone, and gives them up after the third receive', async () => {
    const queue = new InMemoryMessageQueue(['good', 'bad', 'fine']);
    const answer = (event: SQSEvent) =>
      done({
        batchItemFailures: bodiesOf(event)
          .filter((body) => body === 'bad')
          .map((itemIdentifier) => ({ itemIdentifier })),
      });
    const { batches } = start({ queue, answer });
    await until(() => queue.deadLetters.length === 1);
    expect(queue.removed).toEqual(['good', 'fine']);
    expect(batches.map(bodiesOf)).toEqual([['good', 'bad', 'fine'], ['bad'], ['bad']]);
  });

  it('retries the whole batch after a crash, and reports the reason', async () => {
    const queue = new InMemoryMessageQueue(['a', 'b']);
    let calls = 0;
    const { problems } = start({ queue, answer: () => (++calls === 1 ? crashed : done()) });
    await until(() => queue.removed.length === 2);
    expect(problems).toEqual(['2 messages go back to the queue: gone']);
  });

  it('does not report a batch whose messages the function has reported itself', async () => {
    const queue = new InMemoryMessageQueue(['a', 'b']);
    const refused: InvocationResult = {
      ok: false,
      error: { errorType: 'BatchFailedError', errorMessage: '2 messages go back to the queue. a: no' },
    };
    const { problems } = start({ queue, answer: () => refused });
    await until(() => queue.deadLetters.length === 2);
    expect(problems).toEqual([]);
  });

  it('retries the whole batch after an invalid response', async () => {
    const queue = new InMemoryMessageQueue(['a', 'b']);
    start({ queue, answer: () => done({ batchItemFailures: [{ itemIdentifier: 'nobody' }] }) });
    await until(() => queue.deadLetters.length === 2);
    expect(queue.removed).toEqual([]);
  });

  it('takes any response for success when the mapping does not ask for item failures', async () => {
    const queue = new InMemoryMessageQueue(['a']);
    const answer = () => done({ batchItemFailures: [{ itemIdentifier: 'a' }] });
    start({ queue, answer, mapping: { reportsItemFailures: false } });
    await until(() => queue.removed.length === 1);
    expect(queue.deadLetters).toEqual([]);
  });

  it('waits within the batching window for a batch to fill', async () => {
    const queue = new InMemoryMessageQueue(['a']);
    const { batches } = start({ queue, answer: () => done(), mapping: { batchingWindow: 5 } });
    await sleep(30);
    queue.send('b', 'c');
    await until(() => queue.removed.length === 3);
    expect(batches.map(bodiesOf)).toEqual([['a', 'b', 'c']]);
  });

  it('works on as many batches at the same time as it may', async () => {
    const queue = new InMemoryMessageQueue(['a', 'b', 'c', 'd']);
    let [atWork, most] = [0, 0];
    const answer = async () => {
      most = Math.max(most, ++atWork);
      await sleep(20);
      atWork -= 1;
      return done();
    };
    start({ queue, answer, mapping: { batchSize: 1 }, concurrency: 2 });
    await until(() => queue.removed.length === 4);
    expect(most).toBe(2);
  });

  it('finishes the batch at work when it is stopped, and takes no other', async () => {
    const queue = new InMemoryMessageQueue(['a', 'b']);
    const answer = async () => {
      await sleep(50);
      return done();
    };
    const { source, batches } = start({ queue, answer, mapping: { batchSize: 1 } });
    await until(() => batches.length === 1);
    await source.stop();
    expect(queue.removed).toEqual(['a']);
    expect(batches).toHaveLength(1);
  });
});
