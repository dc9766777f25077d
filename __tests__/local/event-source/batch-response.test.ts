import { failedMessages } from '../../../local/event-source/batch-response';

const IDS = ['a', 'b', 'c'];

describe('the answer of a function that reports item failures', () => {
  it.each([[null], [undefined], [{}], [{ batchItemFailures: null }], [{ batchItemFailures: [] }]])(
    'takes %j for the success of all',
    (response) => {
      expect(failedMessages(response, IDS)).toEqual([]);
    },
  );

  it('takes the named ones for failed', () => {
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
  ])('takes %s for the failure of all', (_, response) => {
    expect(failedMessages(response, IDS)).toEqual(IDS);
  });
});
