import { MalformedMessageError } from '../../../lambda/domain/errors';
import { webhookMessage } from '../../../lambda/domain/webhooks/webhook';
import { delayAfter, MAX_ATTEMPTS } from '../../../lambda/domain/webhooks/webhook-retries';

const detail = {
  imageId: '0b1d6c7a5e4f48d2a3c9e1f0726b8d54',
  timestamp: 1_767_225_600_000,
  key: 'uploads/ann/harbour.jpg',
  processingStatus: 'COMPLETED',
  processedAt: '2026-01-01T00:00:01.204Z',
};
const event = (changed: object = {}, id = 'event-1') =>
  JSON.stringify({ id, 'detail-type': 'Image Processing Completed', detail: { ...detail, ...changed } });

describe('the message of an event', () => {
  it('is the event as it is', () => {
    const text = `${event()} `;
    expect(webhookMessage(text)).toMatchObject({ body: text, key: detail.key });
  });

  it('has the same id when the event is published again', () => {
    const { id } = webhookMessage(event());
    expect(id).toMatch(/^evt_[0-9a-f]{32}$/);
    expect(webhookMessage(event({}, 'event-2')).id).toBe(id);
  });

  it.each([
    { imageId: 'f'.repeat(32) },
    { timestamp: 1 },
    { processingStatus: 'FAILED' },
    { processedAt: '2026-01-02T00:00:00.000Z' },
    { processedAt: undefined },
  ])('has another id for another outcome: %j', (changed) => {
    expect(webhookMessage(event(changed)).id).not.toBe(webhookMessage(event()).id);
  });

  it.each(['', '{', '[]', '{"detail-type": "x"}'])('is refused when it is %p', (text) => {
    expect(() => webhookMessage(text)).toThrow(MalformedMessageError);
  });
});

it('the attempts at one event go on for most of a day, further and further apart', () => {
  const delays = Array.from({ length: MAX_ATTEMPTS - 1 }, (_, index) => delayAfter(index + 1));
  expect(delays.slice(0, 3)).toEqual([30, 60, 120]);
  expect(delays).toEqual([...delays].sort((a, b) => a - b));
  const hours = delays.reduce((sum, delay) => sum + delay, 0) / 3600;
  expect(hours).toBeGreaterThan(16);
  expect(hours).toBeLessThan(24);
  expect(delayAfter(1000)).toBe(43_200);
});
