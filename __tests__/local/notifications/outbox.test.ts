import { Outbox } from '../../../local/notifications/outbox';
import type { TopicDeclaration } from '../../../plan/topology/topics';

const topic: TopicDeclaration = {
  name: 'notifications',
  arn: 'arn:aws:sns:us-east-1:000000000000:notifications',
  displayName: 'Darkroom photos (dev)',
  emails: ['ann@example.com'],
};
const message = { topicArn: topic.arn, messageId: 'm1', message: '"Your photo is ready."' };

const outboxOf = (given: Partial<TopicDeclaration>, maxMails?: number) =>
  new Outbox([{ ...topic, ...given }], () => 1_000, maxMails);

describe('The outbox', () => {
  it('shows a published message as the e-mail that would arrive', () => {
    const outbox = outboxOf({});
    outbox.publish({ ...message, subject: 'ALARM: "errors"' });
    expect(outbox.mails).toEqual([
      {
        id: 'm1',
        at: 1_000,
        from: 'Darkroom photos (dev) <no-reply@sns.amazonaws.com>',
        to: 'ann@example.com',
        subject: 'ALARM: "errors"',
        body: '"Your photo is ready."',
        topic: 'notifications',
      },
    ]);
  });

  it("has SNS's own subject and sender where there are no others", () => {
    const { displayName: _, ...nameless } = topic;
    const outbox = new Outbox([nameless], () => 0);
    outbox.publish(message);
    expect(outbox.mails).toEqual([
      expect.objectContaining({
        subject: 'AWS Notification Message',
        from: 'AWS Notifications <no-reply@sns.amazonaws.com>',
      }),
    ]);
  });

  it('addresses to nobody what a topic without subscription would have sent', () => {
    const outbox = outboxOf({ emails: [] });
    outbox.publish(message);
    expect(outbox.mails.map(({ to }) => to)).toEqual(['']);
    expect(outbox.recipients).toEqual([]);
  });

  it('sends one e-mail to each subscriber, each with an id of its own', () => {
    const outbox = outboxOf({ emails: ['ann@example.com', 'ben@example.com'] });
    outbox.publish(message);
    expect(outbox.mails.map(({ id, to }) => [id, to])).toEqual([
      ['m1-1', 'ann@example.com'],
      ['m1-2', 'ben@example.com'],
    ]);
    expect(outbox.recipients).toEqual(['ann@example.com', 'ben@example.com']);
  });

  it('knows nothing of topics that no stack declares', () => {
    const outbox = outboxOf({});
    outbox.publish({ ...message, topicArn: 'arn:aws:sns:us-east-1:000000000000:other' });
    expect(outbox.mails).toEqual([]);
  });

  it('keeps the newest mails and notifies its subscribers', () => {
    const outbox = outboxOf({}, 2);
    const received: string[] = [];
    const stop = outbox.subscribe(({ id }) => received.push(id));
    for (const messageId of ['a', 'b', 'c']) outbox.publish({ ...message, messageId });
    stop();
    outbox.publish({ ...message, messageId: 'd' });
    expect(outbox.mails.map(({ id }) => id)).toEqual(['c', 'd']);
    expect(received).toEqual(['a', 'b', 'c']);
  });
});
