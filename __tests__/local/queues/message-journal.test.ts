import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JournaledCalls } from '../../../local/queues/journaled-calls';
import { MessageJournal } from '../../../local/queues/message-journal';

const folder = mkdtempSync(join(tmpdir(), 'darkroom-journal-'));
const path = join(folder, 'messages.jsonl');
const opened: MessageJournal[] = [];
afterEach(() => {
  for (const journal of opened.splice(0)) journal.close();
  rmSync(path, { force: true });
});
afterAll(() => rmSync(folder, { recursive: true }));

function open() {
  const { journal, kept } = MessageJournal.open(path);
  opened.push(journal);
  return { journal, calls: new JournaledCalls(journal), kept };
}

const bodies = (kept: ReturnType<typeof open>['kept']) =>
  Object.fromEntries(
    Object.entries(kept).map(([queue, messages]) => [queue, messages.map(({ body }) => body)]),
  );

const send = (calls: JournaledCalls, queue: string, id: string) =>
  calls.take('SendMessage', queue, { MessageBody: `body of ${id}` }, { MessageId: id });

describe('the messages of a process that was killed', () => {
  it('are those that were sent and not removed, in their order', () => {
    const { journal, calls } = open();
    journal.started();
    for (const id of ['1', '2', '3']) send(calls, 'uploads', id);
    calls.take(
      'SendMessageBatch',
      'uploads',
      {
        Entries: [
          { Id: 'a', MessageBody: 'taken' },
          { Id: 'b', MessageBody: 'refused' },
        ],
      },
      { Successful: [{ Id: 'a', MessageId: '4' }], Failed: [{ Id: 'b' }] },
    );
    const received = ['1', '2', '3'].map((id) => ({ MessageId: id, ReceiptHandle: `handle ${id}` }));
    calls.take('ReceiveMessage', 'uploads', {}, { Messages: received });
    calls.take('DeleteMessage', 'uploads', { ReceiptHandle: 'handle 1' }, {});
    calls.take(
      'DeleteMessageBatch',
      'uploads',
      {
        Entries: [
          { Id: '0', ReceiptHandle: 'handle 2' },
          { Id: '1', ReceiptHandle: 'handle 3' },
        ],
      },
      { Successful: [{ Id: '0' }], Failed: [{ Id: '1' }] },
    );
    expect(bodies(open().kept)).toEqual({ uploads: ['body of 3', 'taken'] });
  });

  it('come once: the next run replaces the journal', () => {
    const first = open();
    first.journal.started();
    send(first.calls, 'uploads', '1');
    const second = open();
    expect(bodies(second.kept)).toEqual({ uploads: ['body of 1'] });
    second.journal.started();
    expect(open().kept).toEqual({});
  });

  it('have the ids that their receivers know, also after a second crash', () => {
    const first = open();
    first.journal.started();
    send(first.calls, 'uploads', 'first');
    const again = (id: string, opened = open()) => {
      send(opened.calls, 'uploads', id);
      for (const message of opened.kept.uploads ?? []) opened.journal.sentAgain(id, message);
      opened.journal.started();
      return opened.calls.take(
        'ReceiveMessage',
        'uploads',
        {},
        { Messages: [{ MessageId: id, ReceiptHandle: 'h' }] },
      );
    };
    expect(again('second')).toMatchObject({ Messages: [{ MessageId: 'first', ReceiptHandle: 'h' }] });
    expect(again('third')).toMatchObject({ Messages: [{ MessageId: 'first' }] });
  });

  it('come again when a start was interrupted before they were sent', () => {
    const first = open();
    first.journal.started();
    send(first.calls, 'uploads', '1');
    open();
    expect(bodies(open().kept)).toEqual({ uploads: ['body of 1'] });
  });

  it('are in the queue in which they were found last, and gone from one that was purged', () => {
    const { journal, calls } = open();
    journal.started();
    send(calls, 'uploads', '1');
    send(calls, 'others', '2');
    const dead = {
      messageId: '1',
      body: '',
      messageAttributes: {},
      approximateReceiveCount: 4,
      sentTimestamp: 0,
    };
    journal.found('dead-letters', [dead]);
    calls.take('PurgeQueue', 'others', {}, {});
    expect(bodies(open().kept)).toEqual({ 'dead-letters': ['body of 1'] });
  });

  it('do not include one whose line was torn', () => {
    const { journal, calls } = open();
    journal.started();
    send(calls, 'uploads', '1');
    appendFileSync(path, '{"sent":{"messageId":"2"');
    expect(bodies(open().kept)).toEqual({ uploads: ['body of 1'] });
  });
});

it('the journal does not grow with messages that are gone', () => {
  const { journal, calls } = open();
  journal.started();
  send(calls, 'uploads', 'stays');
  for (let id = 0; id < 12_000; id += 1) {
    send(calls, 'uploads', String(id));
    journal.removed(String(id));
  }
  expect(readFileSync(path, 'utf8').split('\n').length).toBeLessThan(11_000);
  expect(bodies(open().kept)).toEqual({ uploads: ['body of stays'] });
});
