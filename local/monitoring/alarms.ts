import type { AlarmDeclaration, AlarmState } from '../../plan/topology/alarms';
import { messageOf } from '../foundation/error-message';
import { alarmCondition } from './alarm-condition';
import { type Datapoint, evaluateAlarm } from './evaluate-alarm';
import { type MetricStore, startOfMinute } from './metric-store';
import { type Statistic, statisticNamed } from './statistic';

/** The current status of an alarm. */
export interface AlarmStatus {
  readonly name: string;
  readonly description: string;
  readonly state: AlarmState;
  /** Its condition, in words. */
  readonly condition: string;
  /** Why it is in this state. */
  readonly reason: string;
  /** Start of this state, epoch milliseconds. */
  readonly since: number;
}

/** A change of an alarm's state. */
export interface AlarmChange {
  readonly alarm: AlarmDeclaration;
  readonly from: AlarmState;
  /** Whether this is the alarm's first evaluation. */
  readonly isFirst: boolean;
  readonly status: AlarmStatus;
}

export interface AlarmsOptions {
  readonly alarms: readonly AlarmDeclaration[];
  readonly metrics: MetricStore;
  readonly now: () => number;
  readonly onChange: (change: AlarmChange) => void;
}

interface Watched {
  readonly alarm: AlarmDeclaration;
  readonly statistic: Statistic;
  status: AlarmStatus;
}

const UNCHECKED = 'Unchecked: Initial alarm creation';

/** CloudWatch reads a few periods more than configured, to find datapoints. */
const PERIODS_BEYOND = 2;

/** The declared alarms, evaluated over complete minutes as CloudWatch does. */
export class Alarms {
  private readonly watched: readonly Watched[];

  /** @throws Error naming an alarm with a statistic that the twin does not know */
  constructor(private readonly options: AlarmsOptions) {
    this.watched = options.alarms.map((alarm) => ({
      alarm,
      statistic: statisticOf(alarm),
      status: {
        name: alarm.name,
        description: alarm.description,
        condition: alarmCondition(alarm),
        state: 'INSUFFICIENT_DATA',
        reason: UNCHECKED,
        since: options.now(),
      },
    }));
  }

  get statuses(): readonly AlarmStatus[] {
    return this.watched.map(({ status }) => status);
  }

  /** Evaluates the metrics of complete minutes. Call it once a minute. */
  evaluate(): void {
    for (const watched of this.watched) this.evaluateOne(watched);
  }

  private evaluateOne(watched: Watched): void {
    const { alarm, status } = watched;
    const evaluation = evaluateAlarm(alarm, this.datapointsOf(watched));
    const hasChanged = evaluation.state !== status.state;
    watched.status = { ...status, ...evaluation, since: hasChanged ? this.options.now() : status.since };
    if (!hasChanged) return;
    const isFirst = status.reason === UNCHECKED;
    this.options.onChange({ alarm, from: status.state, isFirst, status: watched.status });
  }

  /** One entry for each period. The newest ends with the last complete minute. */
  private datapointsOf({ alarm, statistic }: Watched): (Datapoint | undefined)[] {
    const { metrics, now } = this.options;
    const period = alarm.period * 1000;
    const end = startOfMinute(now());
    const periods = alarm.evaluationPeriods + PERIODS_BEYOND;
    return Array.from({ length: periods }, (_, index) => {
      const from = end - (periods - index) * period;
      const value = metrics.statistic(alarm.metric, statistic, from, from + period);
      return value === undefined ? undefined : { time: from, value };
    });
  }
}

function statisticOf({ name, statistic }: AlarmDeclaration): Statistic {
  try {
    return statisticNamed(statistic);
  } catch (error) {
    throw new Error(`${name}: ${messageOf(error)}`);
  }
}
