import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { EVENT_SOURCE, type ImageEventType } from '../../../lambda/domain/image-event';
import { recipeBookOf } from '../../../lambda/runtime/recipe-settings';
import type { ResourceNames } from '../../names';
import type { Settings } from '../../settings';
import type { EncryptionKey } from '../encryption-key';
import * as rules from '../prop-rules';
import { DeadLetterQueue } from '../queues/dead-letter-queue';
import { NOTIFICATION_RETRIES } from '../queues/delivery-retries';
import { requireProps } from '../require-props';
import { Topic } from '../topic';
import type { ImageEvents } from './image-events';
import { notificationTexts } from './notification-texts';

/** The event types that e-mails report, by their part of the rule name. */
const OUTCOMES = {
  completed: 'Image Processing Completed',
  failed: 'Image Processing Failed',
  deleted: 'Image Deleted',
} as const satisfies Record<string, ImageEventType>;

type Outcome = keyof typeof OUTCOMES;

const OUTCOMES_TO_REPORT: Record<Settings['NOTIFY_ON'], readonly Outcome[]> = {
  all: ['completed', 'failed', 'deleted'],
  failures: ['failed'],
};

export interface NotificationsProps {
  /** Names of the resources of the environment. */
  readonly names: ResourceNames;
  /** The bus that the events are published on. */
  readonly events: ImageEvents;
  /** The e-mail address, the outcomes to report, and the previews that the e-mail lists. */
  readonly settings: Settings;
  /** The key that encrypts the messages. @default - not encrypted with a key of the account */
  readonly encryptionKey?: EncryptionKey | undefined;
}

/** Sends an e-mail for each photo. One rule for each outcome converts its events into a text for the topic. */
export class Notifications extends Construct {
  /** The topic that people subscribe to. */
  readonly topic: Topic;
  /** Keeps the events that could not be delivered to the topic. */
  readonly undelivered: DeadLetterQueue;
  /** Names of the rules, by outcome. */
  readonly ruleNames: ReadonlyMap<string, string>;

  constructor(scope: Construct, id: string, props: NotificationsProps) {
    super(scope, id);
    const { names, settings, encryptionKey } = props;
    this.topic = new Topic(this, 'topic', {
      name: names.notificationsTopic,
      displayName: `Darkroom photos (${settings.ENVIRONMENT_SUFFIX})`,
      email: settings.NOTIFICATION_EMAIL,
      encryptionKey,
    });
    this.undelivered = new DeadLetterQueue(this, 'undelivered', {
      name: names.undeliveredQueue,
      encryptionKey,
    });
    const outcomeRules = OUTCOMES_TO_REPORT[settings.NOTIFY_ON].map(
      (outcome) => [outcome, this.ruleFor(outcome, props)] as const,
    );
    // The targets depend on these policies. Otherwise events in the first seconds of a deployment could be lost.
    const admissions = [
      this.topic.admitEventBridge(),
      this.undelivered.admitRules(outcomeRules.map(([, { arn }]) => arn)),
    ];
    for (const [outcome, rule] of outcomeRules) this.notifyOf(outcome, rule, admissions, props);
    this.ruleNames = new Map(outcomeRules.map(([outcome, { name }]) => [outcome, name]));
  }

  private ruleFor(outcome: Outcome, { names, events }: NotificationsProps): CloudwatchEventRule {
    const type = OUTCOMES[outcome];
    const name = names.outcomeRule(outcome);
    requireProps(this, { name }, { name: rules.ruleName });
    return new CloudwatchEventRule(this, outcome, {
      name,
      description: `Tells people of each "${type}".`,
      eventBusName: events.busName,
      eventPattern: JSON.stringify({ source: [EVENT_SOURCE], 'detail-type': [type] }),
    });
  }

  private notifyOf(
    outcome: Outcome,
    rule: CloudwatchEventRule,
    admissions: ITerraformDependable[],
    { events, settings }: NotificationsProps,
  ): void {
    const { inputPaths, inputTemplate } = notificationTexts(recipeBookOf(settings))[OUTCOMES[outcome]];
    new CloudwatchEventTarget(this, `${outcome}-topic`, {
      rule: rule.name,
      eventBusName: events.busName,
      targetId: 'notifications',
      arn: this.topic.topicArn,
      inputTransformer: { inputPaths: { ...inputPaths }, inputTemplate },
      retryPolicy: NOTIFICATION_RETRIES,
      deadLetterConfig: { arn: this.undelivered.queueArn },
      dependsOn: admissions,
    });
  }
}
