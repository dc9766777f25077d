import type { MessageJournal } from './message-journal';
import type { KeptMessage } from './messaging-server';

type Json = Readonly<Record<string, unknown>>;
type Attributes = KeptMessage['messageAttributes'];

const listOf = (value: unknown): readonly Json[] => (Array.isArray(value) ? value : []);

/** Records the changes by calls of SQS in a journal. */
export class JournaledCalls {
  /** Ids of messages that were received, by their receipt handles. */
  private readonly received = new Map<string, string>();

  constructor(private readonly journal: MessageJournal) {}

  /**
   * Takes a call that succeeded, before it is answered.
   * @returns the response, in which messages of an earlier run have their earlier ids
   * @throws when the journal cannot be written
   */
  take(operation: string, queue: string, input: Json, answer: Json): Json {
    if (operation === 'ReceiveMessage') return this.receivedAll(answer);
    if (operation === 'SendMessage') this.sent(queue, input, answer);
    else if (operation === 'SendMessageBatch') this.sentAll(queue, input, answer);
    else if (operation === 'DeleteMessage') this.removed(input);
    else if (operation === 'DeleteMessageBatch') this.removedAll(input, answer);
    else if (operation === 'PurgeQueue' || operation === 'DeleteQueue') this.journal.purged(queue);
    return answer;
  }

  private sent(queue: string, input: Json, answer: Json): void {
    this.journal.sent(queue, {
      messageId: String(answer.MessageId),
      body: String(input.MessageBody),
      messageAttributes: (input.MessageAttributes ?? {}) as Attributes,
    });
  }

  private sentAll(queue: string, input: Json, answer: Json): void {
    const entries = new Map(listOf(input.Entries).map((entry) => [entry.Id, entry]));
    for (const one of listOf(answer.Successful)) this.sent(queue, entries.get(one.Id) ?? {}, one);
  }

  private receivedAll(answer: Json): Json {
    const messages = listOf(answer.Messages).map((message) => {
      const id = String(message.MessageId);
      this.received.set(String(message.ReceiptHandle), id);
      return { ...message, MessageId: this.journal.knownAs(id) };
    });
    return { ...answer, ...(answer.Messages !== undefined && { Messages: messages }) };
  }

  private removed({ ReceiptHandle: handle }: Json): void {
    const id = this.received.get(String(handle));
    this.received.delete(String(handle));
    if (id !== undefined) this.journal.removed(id);
  }

  private removedAll(input: Json, answer: Json): void {
    const failed = new Set(listOf(answer.Failed).map(({ Id: id }) => id));
    for (const entry of listOf(input.Entries)) if (!failed.has(entry.Id)) this.removed(entry);
  }
}
