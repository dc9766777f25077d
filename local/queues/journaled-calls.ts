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
  take(operation: string, queue: string, input: Json, response: Json): Json {
    if (operation === 'ReceiveMessage') return this.receivedAll(response);
    if (operation === 'SendMessage') this.sent(queue, input, response);
    else if (operation === 'SendMessageBatch') this.sentAll(queue, input, response);
    else if (operation === 'DeleteMessage') this.removed(input);
    else if (operation === 'DeleteMessageBatch') this.removedAll(input, response);
    else if (operation === 'PurgeQueue' || operation === 'DeleteQueue') this.journal.purged(queue);
    return response;
  }

  private sent(queue: string, input: Json, response: Json): void {
    this.journal.sent(queue, {
      messageId: String(response.MessageId),
      body: String(input.MessageBody),
      messageAttributes: (input.MessageAttributes ?? {}) as Attributes,
    });
  }

  private sentAll(queue: string, input: Json, response: Json): void {
    const entries = new Map(listOf(input.Entries).map((entry) => [entry.Id, entry]));
    for (const one of listOf(response.Successful)) this.sent(queue, entries.get(one.Id) ?? {}, one);
  }

  private receivedAll(response: Json): Json {
    const messages = listOf(response.Messages).map((message) => {
      const id = String(message.MessageId);
      this.received.set(String(message.ReceiptHandle), id);
      return { ...message, MessageId: this.journal.knownAs(id) };
    });
    return { ...response, ...(response.Messages !== undefined && { Messages: messages }) };
  }

  private removed({ ReceiptHandle: handle }: Json): void {
    const id = this.received.get(String(handle));
    this.received.delete(String(handle));
    if (id !== undefined) this.journal.removed(id);
  }

  private removedAll(input: Json, response: Json): void {
    const failed = new Set(listOf(response.Failed).map(({ Id: id }) => id));
    for (const entry of listOf(input.Entries)) if (!failed.has(entry.Id)) this.removed(entry);
  }
}
