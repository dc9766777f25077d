import { type AlarmRule, evaluateAlarm } from '../../../local/monitoring/evaluate-alarm';

const MINUTE = 60_000;
const START = Date.parse('2026-01-31T10:00:00Z');

const rule = (given: Partial<AlarmRule>): AlarmRule => ({
  evaluationPeriods: 3,
  datapointsToAlarm: 3,
  comparison: 'GreaterThanThreshold',
  threshold: 1,
  ...given,
});

/** `X` breaches, `0` does not, `-` is missing; oldest first. */
const range = (picture: string) =>
  picture.split(' ').map((sign, position) => {
    const time = START + position * MINUTE;
    return sign === '-' ? undefined : { time, value: sign === 'X' ? 2 : 0 };
  });

const state = (picture: string, given: Partial<AlarmRule>) =>
  evaluateAlarm(rule(given), range(picture)).state;

describe('An alarm for 3 of 3 periods, with missing data as not breaching', () => {
  it.each([
    ['0 - X - X', 'OK'],
    ['0 - - - -', 'OK'],
    ['- - - - -', 'OK'],
    ['0 X X - X', 'ALARM'],
    ['- - X - -', 'OK'],
    ['- - - - X', 'OK'],
  ])('decides %s as CloudWatch documents it', (picture, expected) => {
    expect(state(picture, {})).toBe(expected);
  });
});

describe('An alarm for 2 of 3 periods, with missing data as not breaching', () => {
  it.each([
    ['0 - X - X', 'ALARM'],
    ['0 0 X 0 X', 'ALARM'],
    ['0 - X - -', 'OK'],
    ['- - - - 0', 'OK'],
    ['- - - X -', 'OK'],
  ])('decides %s as CloudWatch documents it', (picture, expected) => {
    expect(state(picture, { datapointsToAlarm: 2 })).toBe(expected);
  });
});

describe('An alarm', () => {
  const stateOf = (comparison: AlarmRule['comparison'], value: number) =>
    evaluateAlarm(rule({ comparison, evaluationPeriods: 1, datapointsToAlarm: 1 }), [{ time: START, value }])
      .state;

  it.each([
    ['GreaterThanThreshold', 1, 1.1],
    ['GreaterThanOrEqualToThreshold', 0.9, 1],
  ] as const)('compares with %s: %d is fine, %d is not', (comparison, fine, breaching) => {
    expect(stateOf(comparison, fine)).toBe('OK');
    expect(stateOf(comparison, breaching)).toBe('ALARM');
  });
});

describe("An alarm's reason reads as CloudWatch's", () => {
  const single = { evaluationPeriods: 1, datapointsToAlarm: 1 };

  it.each<[string, Partial<AlarmRule>, string]>([
    [
      'X',
      single,
      'Threshold Crossed: 1 datapoint [2.0 (31/01/26 10:00:00)] was greater than the threshold (1.0).',
    ],
    [
      '0',
      single,
      'Threshold Crossed: 1 datapoint [0.0 (31/01/26 10:00:00)] was not greater than the threshold (1.0).',
    ],
    [
      'X 0 X',
      { datapointsToAlarm: 2 },
      'Threshold Crossed: 2 out of the last 3 datapoints [2.0 (31/01/26 10:00:00), 2.0 (31/01/26 10:02:00)] were greater than the threshold (1.0).',
    ],
    [
      '-',
      single,
      'Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated as [NonBreaching].',
    ],
  ])('for %s', (picture, given, reason) => {
    expect(evaluateAlarm(rule(given), range(picture)).reason).toBe(reason);
  });
});
