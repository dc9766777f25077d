import type { Alarm } from '../../twin-view';

/** The reason of a state, which CloudWatch words for programs, for a reader. */
export function alarmReason({ state, reason }: Pick<Alarm, 'state' | 'reason'>): string {
  if (reason.startsWith('Unchecked:')) return 'Not checked yet';
  const plain = reason.replace(/^Threshold Crossed: /, '').replace(/\.$/, '');
  if (plain.startsWith('no datapoints were received')) {
    return state === 'ALARM'
      ? 'No data arrived, which counts as trouble'
      : 'No data arrived, which counts as fine';
  }
  return plain;
}
