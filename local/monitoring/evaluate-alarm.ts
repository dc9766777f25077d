import type { AlarmDeclaration, AlarmState, ComparisonOperator } from '../../plan/topology/alarms';

export interface Datapoint {
  /** Start of its period, epoch milliseconds. */
  readonly time: number;
  readonly value: number;
}

export interface Evaluation {
  readonly state: AlarmState;
  /** The sentence that CloudWatch would write. */
  readonly reason: string;
}

export type AlarmRule = Pick<
  AlarmDeclaration,
  'evaluationPeriods' | 'datapointsToAlarm' | 'comparison' | 'threshold'
>;

const COMPARISONS: Readonly<
  Record<ComparisonOperator, readonly [(value: number, threshold: number) => boolean, string]>
> = {
  GreaterThanOrEqualToThreshold: [(value, threshold) => value >= threshold, 'greater than or equal to'],
  GreaterThanThreshold: [(value, threshold) => value > threshold, 'greater than'],
};

/**
 * Returns the state of an alarm that treats missing data as not breaching (CloudWatch User Guide, "Configuring how
 * CloudWatch alarms treat missing data"). The newest datapoints that are present in the range are evaluated. Missing
 * ones count only if all of those breach but are too few.
 * @param range one entry for each period, oldest first and longer than `evaluationPeriods`; undefined is missing
 */
export function evaluateAlarm(rule: AlarmRule, range: readonly (Datapoint | undefined)[]): Evaluation {
  const [breaches] = COMPARISONS[rule.comparison];
  const present = range.filter((datapoint) => datapoint !== undefined).slice(-rule.evaluationPeriods);
  const breaching = present.filter(({ value }) => breaches(value, rule.threshold));
  const missing = rule.evaluationPeriods - present.length;

  if (breaching.length >= rule.datapointsToAlarm) return crossed(rule, 'ALARM', breaching, present.length);
  if (missing > 0 && breaching.length === present.length) return notBreaching(missing);
  return crossed(rule, 'OK', present, present.length);
}

function crossed(
  rule: AlarmRule,
  state: 'ALARM' | 'OK',
  datapoints: readonly Datapoint[],
  considered: number,
): Evaluation {
  const [, comparison] = COMPARISONS[rule.comparison];
  const count = datapoints.length;
  const many =
    datapoints.length === considered
      ? plural(count, 'datapoint')
      : `${count} out of the last ${considered} datapoints`;
  const listed = datapoints.map(({ value, time }) => `${decimal(value)} (${clock(time)})`).join(', ');
  const verb = count === 1 ? 'was' : 'were';
  const negation = state === 'OK' ? 'not ' : '';
  return {
    state,
    reason: `Threshold Crossed: ${many} [${listed}] ${verb} ${negation}${comparison} the threshold (${decimal(rule.threshold)}).`,
  };
}

const notBreaching = (missing: number): Evaluation => ({
  state: 'OK',
  reason: `Threshold Crossed: no datapoints were received for ${plural(missing, 'period')} and ${plural(missing, 'missing datapoint')} ${missing === 1 ? 'was' : 'were'} treated as [NonBreaching].`,
});

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

const decimal = (value: number): string => (Number.isInteger(value) ? value.toFixed(1) : String(value));

/** CloudWatch writes `31/12/26 23:59:00`, in UTC. */
function clock(time: number): string {
  const [date = '', timeOfDay = ''] = new Date(time).toISOString().split(/[T.]/);
  const [year = '', month, day] = date.split('-');
  return `${day}/${month}/${year.slice(2)} ${timeOfDay}`;
}
