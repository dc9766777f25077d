import { retryDelay } from '../../../local/event-source/retry-delay';

const received = (count: number) => ({ Attributes: { ApproximateReceiveCount: String(count) } });

describe('the delay before a failed message is seen again', () => {
  it('doubles with each receive', () => {
    expect([1, 2, 3].map((count) => retryDelay(2, received(count)))).toEqual([2, 4, 8]);
  });

  it('never exceeds what SQS can hide a message for', () => {
    expect(retryDelay(900, received(30))).toBe(43_200);
  });

  it('can be zero', () => {
    expect(retryDelay(0, received(3))).toBe(0);
  });
});
