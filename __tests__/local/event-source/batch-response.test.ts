import { failedMessages } from '../../../local/event-source/batch-response';

const IDS = ['a', 'b', 'c'];

describe('the response of a function that reports item failures', () => {
  it.each([[null], [undefined], [{}], [{ batchItemFailures: null }], [{ batchItemFailures: [] }]])(
    'means success of all messages: %j',
    (response) => {
      expect(failedMessages(response, IDS)).toEqual([]);
    },
  );

  it('means failure of the named messages', () => {
    const response = { batchItemFailures: [{ itemIdentifier: 'c' }, { itemIdentifier: 'a' }] };
    expect(failedMessages(response, IDS)).toEqual(['c', 'a']);
  });

  it.each([
    ['a text', 'done'],
    ['a list that is none', { batchItemFailures: 'a' }],
    ['an identifier of nobody', { batchItemFailures: [{ itemIdentifier: 'z' }] }],
    ['an empty identifier', { batchItemFailures: [{ itemIdentifier: '' }] }],
    ['no identifier', { batchItemFailures: [{ itemIdentifier: null }] }],
    ['another key', { batchItemFailures: [{ messageId: 'a' }] }],
    ['nothing where an item should be', { batchItemFailures: [null] }],
  ])('means failure of all messages: %s', (_, response) => {
    expect(failedMessages(response, IDS)).toEqual(IDS);
  });
});
