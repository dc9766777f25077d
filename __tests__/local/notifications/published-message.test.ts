import { publishedMessages } from '../../../local/notifications/published-message';

const topicArn = 'arn:aws:sns:us-east-1:000000000000:notifications';
const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString();
const taken = '<PublishResponse><PublishResult><MessageId>m1</MessageId></PublishResult></PublishResponse>';

describe('A message that SNS published', () => {
  it('is the message of a Publish call with the id that SNS gave it', () => {
    const call = form({ Action: 'Publish', TopicArn: topicArn, Message: 'a & b', Subject: 'Hello' });
    expect(publishedMessages(call, taken)).toEqual([
      { topicArn, messageId: 'm1', subject: 'Hello', message: 'a & b' },
    ]);
  });

  it.each([
    [{ email: 'for e-mail', default: 'for others' }, 'for e-mail'],
    [{ default: 'for all' }, 'for all'],
  ])('is the text for e-mail where each protocol has its own: %j', (texts, message) => {
    const fields = {
      Action: 'Publish',
      TopicArn: topicArn,
      MessageStructure: 'json',
      Message: JSON.stringify(texts),
    };
    expect(publishedMessages(form(fields), taken)).toEqual([{ topicArn, messageId: 'm1', message }]);
  });

  it('is every accepted entry of a batch', () => {
    const call = form({
      Action: 'PublishBatch',
      TopicArn: topicArn,
      'PublishBatchRequestEntries.member.1.Id': 'first',
      'PublishBatchRequestEntries.member.1.Message': 'one',
      'PublishBatchRequestEntries.member.2.Id': 'second',
      'PublishBatchRequestEntries.member.2.Message': 'two',
    });
    const answer =
      '<Successful><member><Id>second</Id><MessageId>m2</MessageId></member></Successful><Failed><member><Id>first</Id><Code>x</Code></member></Failed>';
    expect(publishedMessages(call, answer)).toEqual([{ topicArn, messageId: 'm2', message: 'two' }]);
  });

  it.each([
    ['a call that SNS refused', { Action: 'Publish', TopicArn: topicArn, Message: 'x' }, '<ErrorResponse/>'],
    ['another call', { Action: 'GetTopicAttributes', TopicArn: topicArn }, taken],
    ['a text message to a phone', { Action: 'Publish', PhoneNumber: '+1', Message: 'x' }, taken],
  ])('does not exist for %s', (_, fields, answer) => {
    expect(publishedMessages(form(fields as Record<string, string>), answer)).toEqual([]);
  });
});
