import type { AlarmDeclaration, AlarmState, ComparisonOperator } from '../../plan/topology/alarms';

export interface Datapoint {
  /** Start of its period, epoch milliseconds. */
  readonly time: number;
  readonly value: number;
}

export interface Evaluation {
  readonly state: AlarmState;
  /** In CloudWatch's words. */
  readonly reason: string;
}

export type AlarmRule = Pick<
  AlarmDeclaration,
  'evaluationPeriods' | 'datapointsToAlarm' | 'comparison' | 'threshold' | 'treatMissingData'
>;

const COMPARISONS: Readonly<
  Record<ComparisonOperator, readonly [(value: number, threshold: number) => boolean, string]>
> = {
  GreaterThanOrEqualToThreshold: [(value, threshold) => value >= threshold, 'greater than or equal to'],
  GreaterThanThreshold: [(value, threshold) => value > threshold, 'greater than'],
  LessThanThreshold: [(value, threshold) => value < threshold, 'less than'],
  LessThanOrEqualToThreshold: [(value, threshold) => value <= threshold, 'less than or equal to'],
};

/**
 * Decides the state of an alarm as CloudWatch documents it ("Configuring how CloudWatch alarms treat missing
 * data"): of the range, the newest datapoints that are there count, and only what they leave open is filled
 * up with the treatment of missing data.
 * @param range one place for each period, oldest first and longer than `evaluationPeriods`; undefined is missing
 * @returns undefined when the alarm keeps the state it has
 */
export function evaluateAlarm(
  rule: AlarmRule,
  range: readonly (Datapoint | undefined)[],
): Evaluation | undefined {
  const [breaches] = COMPARISONS[rule.comparison];
  const present = range.filter((datapoint) => datapoint !== undefined).slice(-rule.evaluationPeriods);
  const breaching = present.filter(({ value }) => breaches(value, rule.threshold));
  const missing = rule.evaluationPeriods - present.length;

  if (breaching.length >= rule.datapointsToAlarm) return crossed(rule, 'ALARM', breaching, present.length);
  if (missing > 0 && breaching.length === present.length) return undecided(rule, range, breaching, missing);
  if (rule.treatMissingData === 'breaching' && breaching.length + missing >= rule.datapointsToAlarm) {
    return filled(rule, 'ALARM', missing);
  }
  return crossed(rule, 'OK', present, present.length);
}

/** Whatever there is breaches, but is not enough: the treatment of missing data decides. */
function undecided(
  rule: AlarmRule,
  range: readonly (Datapoint | undefined)[],
  breaching: readonly Datapoint[],
  missing: number,
): Evaluation | undefined {
  switch (rule.treatMissingData) {
    case 'breaching':
      return filled(rule, 'ALARM', missing);
    case 'notBreaching':
      return filled(rule, 'OK', missing);
    case 'ignore':
      return undefined;
    case 'missing':
      if (breaching.length === 0) return insufficient(missing);
      // A single late datapoint is no reason yet: it has to be as old as the alarm's patience.
      return isOldEnough(rule, range) ? crossed(rule, 'ALARM', breaching, breaching.length) : undefined;
  }
}

const isOldEnough = ({ datapointsToAlarm }: AlarmRule, range: readonly (Datapoint | undefined)[]): boolean =>
  range.length - range.findIndex((datapoint) => datapoint !== undefined) >= datapointsToAlarm;

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

function filled({ treatMissingData }: AlarmRule, state: 'ALARM' | 'OK', missing: number): Evaluation {
  const treated = treatMissingData === 'breaching' ? 'Breaching' : 'NonBreaching';
  const verb = missing === 1 ? 'was' : 'were';
  return {
    state,
    reason: `Threshold Crossed: no datapoints were received for ${plural(missing, 'period')} and ${plural(missing, 'missing datapoint')} ${verb} treated as [${treated}].`,
  };
}

const insufficient = (missing: number): Evaluation => ({
  state: 'INSUFFICIENT_DATA',
  reason: `Insufficient Data: ${plural(missing, 'datapoint')} ${missing === 1 ? 'was' : 'were'} unknown.`,
});

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

const decimal = (value: number): string => (Number.isInteger(value) ? value.toFixed(1) : String(value));

/** CloudWatch writes `31/12/26 23:59:00`, in UTC. */
function clock(time: number): string {
  const [date = '', timeOfDay = ''] = new Date(time).toISOString().split(/[T.]/);
  const [year = '', month, day] = date.split('-');
  return `${day}/${month}/${year.slice(2)} ${timeOfDay}`;
}
