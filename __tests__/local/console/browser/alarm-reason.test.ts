import { alarmReason } from '../../../../local/console/browser/monitoring/alarm-reason';

const SILENCE =
  'Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated as [NonBreaching].';

describe('the reason of an alarm', () => {
  test.each([
    ['OK', SILENCE, 'No data arrived, which counts as fine'],
    ['ALARM', SILENCE, 'No data arrived, which counts as trouble'],
    ['INSUFFICIENT_DATA', 'Unchecked: Initial alarm creation', 'Not checked yet'],
    [
      'OK',
      'Threshold Crossed: 1 datapoint [0.0] was not greater than the threshold (5.0).',
      '1 datapoint [0.0] was not greater than the threshold (5.0)',
    ],
  ] as const)('in the state %s is plain: %s', (state, reason, text) => {
    expect(alarmReason({ state, reason })).toBe(text);
  });
});
