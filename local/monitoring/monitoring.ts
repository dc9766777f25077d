import type { AlarmDeclaration } from '../../plan/topology/alarms';
import { messageOf } from '../foundation/error-message';
import { type AlarmChange, Alarms } from './alarms';
import { AwsMetrics, type QueueDepth } from './aws-metrics';
import { embeddedMetrics } from './embedded-metrics';
import { MetricStore, MINUTE_MS } from './metric-store';

export interface MonitoringOptions {
  readonly alarms: readonly AlarmDeclaration[];
  readonly measureQueues: () => Promise<readonly QueueDepth[]>;
  readonly onAlarm: (change: AlarmChange) => void;
  readonly onProblem: (problem: string) => void;
}

/** Often enough for every minute to have a measurement. */
const MEASURE_EVERY_MS = 15_000;

/** CloudWatch for the twin: records metrics, and evaluates the alarms after each minute. */
export class Monitoring {
  readonly metrics = new MetricStore();
  readonly aws = new AwsMetrics((datum) => this.metrics.record(datum), Date.now);
  readonly alarms: Alarms;
  private measuring: NodeJS.Timeout | undefined;
  private evaluating: NodeJS.Timeout | undefined;

  /** @throws Error naming an alarm that the twin cannot evaluate */
  constructor(private readonly options: MonitoringOptions) {
    const { alarms, onAlarm } = options;
    this.alarms = new Alarms({ alarms, metrics: this.metrics, now: Date.now, onChange: onAlarm });
  }

  /** Records the metrics in a line that a function wrote. */
  takeLine(line: string): void {
    try {
      for (const datum of embeddedMetrics(line)) this.metrics.record(datum);
    } catch (error) {
      this.options.onProblem(messageOf(error));
    }
  }

  start(): void {
    void this.measure();
    this.measuring = setInterval(() => void this.measure(), MEASURE_EVERY_MS);
    this.evaluateAfterMinute();
  }

  stop(): void {
    clearInterval(this.measuring);
    clearTimeout(this.evaluating);
  }

  private async measure(): Promise<void> {
    try {
      for (const depth of await this.options.measureQueues()) this.aws.queueMeasured(depth);
    } catch (error) {
      this.options.onProblem(`The queues cannot be measured: ${messageOf(error)}`);
    }
  }

  private evaluateAfterMinute(): void {
    this.evaluating = setTimeout(
      () => {
        this.alarms.evaluate();
        this.evaluateAfterMinute();
      },
      MINUTE_MS - (Date.now() % MINUTE_MS),
    );
  }
}
