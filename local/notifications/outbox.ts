import type { TopicDeclaration } from '../../plan/topology/topics';
import type { PublishedMessage } from './published-message';

/** An e-mail as it would arrive. */
export interface Mail {
  readonly id: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly from: string;
  /** Empty when the topic has no subscription: AWS would not send this mail. */
  readonly to: string;
  readonly subject: string;
  /** Plain text. */
  readonly body: string;
  /** Name of the topic. */
  readonly topic: string;
}

export type MailListener = (mail: Mail) => void;

/** The subject that SNS uses for a message without one. */
const DEFAULT_SUBJECT = 'AWS Notification Message';
const SENDER = 'no-reply@sns.amazonaws.com';
const DEFAULT_SENDER_NAME = 'AWS Notifications';
const MAX_MAILS = 1_000;

/**
 * The e-mails that SNS would send, in memory. A topic without a subscription has its mails here, too, without an
 * address, so that people see the mails that a subscriber would get.
 */
export class Outbox {
  private readonly topics: ReadonlyMap<string, TopicDeclaration>;
  private readonly listeners = new Set<MailListener>();
  private kept: Mail[] = [];

  constructor(
    topics: readonly TopicDeclaration[],
    private readonly now: () => number,
    private readonly maxMails: number = MAX_MAILS,
  ) {
    this.topics = new Map(topics.map((topic) => [topic.arn, topic]));
  }

  /** Newest last. */
  get mails(): readonly Mail[] {
    return this.kept;
  }

  /** Every address that any topic is sent to. */
  get recipients(): readonly string[] {
    return [...new Set([...this.topics.values()].flatMap(({ emails }) => emails))];
  }

  subscribe(listener: MailListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Makes the mails of a published message. A topic that no stack declares has no subscribers. */
  publish(message: PublishedMessage): void {
    const topic = this.topics.get(message.topicArn);
    if (!topic) return;
    const recipients = topic.emails.length > 0 ? topic.emails : [''];
    for (const [position, to] of recipients.entries()) {
      this.keep({
        id: recipients.length > 1 ? `${message.messageId}-${position + 1}` : message.messageId,
        at: this.now(),
        from: `${topic.displayName ?? DEFAULT_SENDER_NAME} <${SENDER}>`,
        to,
        subject: message.subject ?? DEFAULT_SUBJECT,
        body: message.message,
        topic: topic.name,
      });
    }
  }

  private keep(mail: Mail): void {
    this.kept = [...this.kept.slice(1 - this.maxMails), mail];
    for (const listener of this.listeners) listener(mail);
  }
}
