import { brakeStatus } from '../../../scripts/images/resume/brake-status';

const SINCE = '2026-06-21T12:00:00.000Z';
const note = { since: SINCE, reason: 'Threshold Crossed.' };
const queue = (state: string) => ({ uuid: 'u', state });
const minutesLater = (minutes: number) => Date.parse(SINCE) + minutes * 60_000;

it('says that nothing is stopped', () => {
  expect(brakeStatus(undefined, queue('Enabled'), 0, minutesLater(0))).toEqual({
    isStopped: false,
    isSafe: true,
    sentences: ['Processing is not stopped.'],
  });
});

it('says since when, why and how many uploads wait, and that the brake cannot act again within its hour', () => {
  const { isStopped, isSafe, sentences } = brakeStatus(note, queue('Disabled'), 12, minutesLater(59));
  expect({ isStopped, isSafe }).toEqual({ isStopped: true, isSafe: false });
  expect(sentences.join(' ')).toContain('stopped processing at 2026-06-21 12:00 UTC: Threshold Crossed.');
  expect(sentences.join(' ')).toContain('12 messages wait');
  expect(sentences.join(' ')).toContain('Until 2026-06-21 13:00 UTC the brake cannot act again');
});

it('is safe after an hour', () => {
  expect(brakeStatus(note, queue('Disabled'), 12, minutesLater(60)).isSafe).toBe(true);
});

it('counts an interrupted resume, which left the note, as stopped', () => {
  expect(brakeStatus(note, queue('Enabled'), 0, minutesLater(60)).isStopped).toBe(true);
});

it('processing can be resumed when somebody disabled the queue by hand', () => {
  expect(brakeStatus(undefined, queue('Disabled'), 0, minutesLater(0))).toMatchObject({
    isStopped: true,
    isSafe: true,
  });
});
