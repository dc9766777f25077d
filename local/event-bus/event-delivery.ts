import { messageOf } from '../foundation/error-message';
import type { DeliveryOutcome } from '../monitoring/aws-metrics';
import type { BusEvent } from './event-bus';
import type { EventRule, EventTarget } from './event-rule';
import { eventTime } from './event-time';

/** A target refused an event. If it is not `retryable`, every further attempt would fail, too. */
export class DeliveryError extends Error {
  override readonly name = 'DeliveryError';

  constructor(
    readonly code: string,
    message: string,
    readonly retryable: boolean,
  ) {
    super(message);
  }
}

export type MessageAttributes = Readonly<Record<string, string>>;

/** Sends on behalf of a rule: to a topic or a queue, by its ARN. */
export interface TargetSender {
  /** @throws DeliveryError */
  send(targetArn: string, message: string, ruleArn: string, attributes?: MessageAttributes): Promise<void>;
}

export interface EventDeliveryOptions {
  readonly sender: TargetSender;
  readonly now: () => number;
  /** Waits before the next attempt. Returns whether there is one. */
  readonly sleep: (milliseconds: number) => Promise<boolean>;
  readonly onOutcome: (outcome: DeliveryOutcome, rule: EventRule, problem?: DeliveryError) => void;
}

const FIRST_PAUSE_MS = 500;
const MAX_PAUSE_MS = 60_000;

/** Delivers events to the targets of a rule, with retries, and undeliverable ones to the dead-letter queue. */
export class EventDelivery {
  constructor(private readonly options: EventDeliveryOptions) {}

  /** Never rejects. Failures are reported to `onOutcome`. */
  async deliver(event: BusEvent, rule: EventRule, target: EventTarget): Promise<void> {
    const { now, sleep, onOutcome } = this.options;
    const arrived = now();
    const { maximumRetryAttempts, maximumEventAgeSeconds } = target.retryPolicy;
    for (let retries = 0; ; retries += 1) {
      const problem = await this.attempt(event, rule, target, arrived);
      if (!problem) return onOutcome('Invocations', rule);
      const condition = exhausted(problem, {
        retries,
        age: now() - arrived,
        maximumRetryAttempts,
        maximumEventAgeSeconds,
      });
      if (condition) return this.giveUp(event, rule, target, problem, { retries, condition });
      onOutcome('RetryInvocationAttempts', rule, problem);
      if (!(await sleep(Math.min(FIRST_PAUSE_MS * 2 ** retries, MAX_PAUSE_MS)))) return;
    }
  }

  private async attempt(
    event: BusEvent,
    rule: EventRule,
    target: EventTarget,
    arrived: number,
  ): Promise<DeliveryError | undefined> {
    try {
      const ingestionTime = eventTime(arrived);
      const message = target.messageOf(event, { ruleName: rule.name, ruleArn: rule.arn, ingestionTime });
      await this.options.sender.send(target.arn, message, rule.arn);
      return undefined;
    } catch (error) {
      if (error instanceof DeliveryError) return error;
      return new DeliveryError('INVALID_INPUT', messageOf(error), false);
    }
  }

  private async giveUp(
    event: BusEvent,
    rule: EventRule,
    target: EventTarget,
    problem: DeliveryError,
    { retries, condition }: { readonly retries: number; readonly condition: ExhaustedCondition },
  ): Promise<void> {
    const { sender, onOutcome } = this.options;
    onOutcome('FailedInvocations', rule, problem);
    if (!target.deadLetterArn) return;
    // EventBridge User Guide, "Using dead-letter queues to process undelivered events".
    const attributes = {
      RULE_ARN: rule.arn,
      TARGET_ARN: target.arn,
      ERROR_CODE: problem.code,
      ERROR_MESSAGE: problem.message,
      RETRY_ATTEMPTS: String(retries),
      ...(condition !== 'NotRetryable' && { EXHAUSTED_RETRY_CONDITION: condition }),
    };
    try {
      await sender.send(target.deadLetterArn, JSON.stringify(event), rule.arn, attributes);
      onOutcome('InvocationsSentToDlq', rule);
    } catch {
      onOutcome('InvocationsFailedToBeSentToDlq', rule, problem);
    }
  }
}

type ExhaustedCondition = 'NotRetryable' | 'MaximumRetryAttempts' | 'MaximumEventAgeInSeconds';

interface Progress {
  readonly retries: number;
  /** Milliseconds. */
  readonly age: number;
  readonly maximumRetryAttempts: number;
  readonly maximumEventAgeSeconds: number;
}

function exhausted(problem: DeliveryError, progress: Progress): ExhaustedCondition | undefined {
  if (!problem.retryable) return 'NotRetryable';
  if (progress.retries >= progress.maximumRetryAttempts) return 'MaximumRetryAttempts';
  if (progress.age >= progress.maximumEventAgeSeconds * 1000) return 'MaximumEventAgeInSeconds';
  return undefined;
}
