import { dueAt } from '../../../local/s3/lifecycle/due-removals';

it.each([
  ['is at the next midnight after whole days', '2026-01-15T10:30:00Z', 3, '2026-01-19T00:00:00Z'],
  ['is at once when the days end at midnight', '2026-01-15T00:00:00Z', 3, '2026-01-18T00:00:00Z'],
])('the moment at which a lifecycle rule acts %s', (_, since, days, expected) => {
  expect(dueAt(Date.parse(since), days)).toBe(Date.parse(expected));
});
