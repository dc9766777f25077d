import type { RecordMetric } from './metric';

/** The outcome of one event at one target, as EventBridge names its metrics. */
export type DeliveryOutcome =
  | 'Invocations'
  | 'FailedInvocations'
  | 'RetryInvocationAttempts'
  | 'InvocationsSentToDlq'
  | 'InvocationsFailedToBeSentToDlq';

/** A finished call of a function. */
export interface MeasuredInvocation {
  readonly functionName: string;
  readonly durationMs: number;
  readonly failed: boolean;
}

/** The depth of a queue, as CloudWatch reports it each minute. */
export interface QueueDepth {
  readonly queueName: string;
  readonly visible: number;
  readonly notVisible: number;
  /** Age of the oldest message that was not deleted. */
  readonly ageOfOldestSeconds: number;
}

/** One response of the REST API. */
export interface MeasuredRequest {
  readonly apiName: string;
  readonly stage: string;
  readonly status: number;
  readonly latencyMs: number;
}

/**
 * The metrics that AWS itself measures, for the twin's resources, with AWS's names and dimensions. Events that cannot
 * happen here, such as throttling by an account's limits, are never recorded.
 */
export class AwsMetrics {
  constructor(
    private readonly record: RecordMetric,
    private readonly now: () => number,
  ) {}

  invocationEnded({ functionName, durationMs, failed }: MeasuredInvocation): void {
    const dimensions = { FunctionName: functionName };
    this.put('AWS/Lambda', dimensions, {
      Invocations: 1,
      Errors: failed ? 1 : 0,
      Throttles: 0,
      Duration: durationMs,
    });
  }

  queueMeasured({ queueName, visible, notVisible, ageOfOldestSeconds }: QueueDepth): void {
    this.put(
      'AWS/SQS',
      { QueueName: queueName },
      {
        ApproximateNumberOfMessagesVisible: visible,
        ApproximateNumberOfMessagesNotVisible: notVisible,
        ApproximateAgeOfOldestMessage: ageOfOldestSeconds,
      },
    );
  }

  requestAnswered({ apiName, stage, status, latencyMs }: MeasuredRequest): void {
    this.put(
      'AWS/ApiGateway',
      { ApiName: apiName, Stage: stage },
      {
        Count: 1,
        '4XXError': status >= 400 && status < 500 ? 1 : 0,
        '5XXError': status >= 500 ? 1 : 0,
        Latency: latencyMs,
      },
    );
  }

  /** Error rates are per cent: the average over requests. */
  edgeAnswered({
    distributionId,
    status,
  }: {
    readonly distributionId: string;
    readonly status: number;
  }): void {
    this.put(
      'AWS/CloudFront',
      { DistributionId: distributionId, Region: 'Global' },
      {
        Requests: 1,
        '4xxErrorRate': status >= 400 && status < 500 ? 100 : 0,
        '5xxErrorRate': status >= 500 ? 100 : 0,
      },
    );
  }

  /** A rule of a custom bus has both dimensions. A rule of the account's default bus has only its name. */
  ruleMeasured(
    rule: { readonly name: string; readonly busName: string },
    counted: DeliveryOutcome | 'TriggeredRules',
  ): void {
    const bus = rule.busName === 'default' ? {} : { EventBusName: rule.busName };
    this.put('AWS/Events', { ...bus, RuleName: rule.name }, { [counted]: 1 });
  }

  notificationSent(topicName: string, delivered: boolean): void {
    this.put(
      'AWS/SNS',
      { TopicName: topicName },
      { [delivered ? 'NumberOfNotificationsDelivered' : 'NumberOfNotificationsFailed']: 1 },
    );
  }

  private put(namespace: string, dimensions: Record<string, string>, measured: Record<string, number>): void {
    for (const [name, value] of Object.entries(measured)) {
      this.record({ namespace, name, dimensions, values: [value], timestamp: this.now() });
    }
  }
}
