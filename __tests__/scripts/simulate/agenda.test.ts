import fc from 'fast-check';
import { Agenda } from '../../../scripts/simulate/agenda';

it('returns events in the order of time, regardless of the order in which they were added', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 50 })), (times) => {
      const agenda = new Agenda<number>();
      for (const at of times) agenda.add(at, at);
      const taken: number[] = [];
      for (let at = agenda.take(Infinity); at !== undefined; at = agenda.take(Infinity)) taken.push(at);
      expect(taken).toEqual(times.toSorted((a, b) => a - b));
    }),
  );
});

it('keeps future events', () => {
  const agenda = new Agenda<string>();
  agenda.add(5, 'later');
  expect(agenda.take(4.9)).toBeUndefined();
  expect(agenda.next).toBe(5);
  expect(agenda.take(5)).toBe('later');
  expect(agenda.next).toBe(Infinity);
});
