import type { Topology } from '../../plan/topology/topology';
import type { EventBuses } from '../event-bus/event-bus';
import { type EventRouting, startEventRouting } from '../event-bus/event-routing';
import { targetSender } from '../event-bus/target-sender';
import type { ActivityLog } from '../foundation/activity-log';
import type { MessageSender } from '../foundation/message-sender';
import { Authorizer } from '../iam/authorizer';
import { alarmActions } from '../monitoring/alarm-actions';
import type { QueueDepth } from '../monitoring/aws-metrics';
import { Monitoring } from '../monitoring/monitoring';
import { Outbox } from '../notifications/outbox';

export interface AccountServicesOptions {
  readonly topology: Topology;
  readonly messages: MessageSender;
  readonly buses: EventBuses;
  /** Invokes a function by its ARN, without waiting for it. */
  readonly invoke: (functionArn: string, event: object) => void;
  readonly measureQueues: () => Promise<readonly QueueDepth[]>;
  readonly log: ActivityLog;
}

/** The services of an account around its resources: permissions, metrics and alarms, mail, event routing. */
export interface AccountServices {
  readonly authorizer: Authorizer;
  readonly monitoring: Monitoring;
  readonly outbox: Outbox;
  readonly routing: EventRouting;
}

/** @throws UnsupportedDeclarationError, or an Error naming an alarm that cannot be evaluated */
export function createAccountServices({
  topology,
  messages,
  buses,
  invoke,
  measureQueues,
  log,
}: AccountServicesOptions): AccountServices {
  const { place, queues, topics, alarms, roles, resourcePolicies } = topology;
  const authorizer = new Authorizer({
    roles,
    resourcePolicies,
    account: place,
    onDenied: ({ message }) => log.problem(message),
  });
  const notify = alarmActions({ messages, authorizer, place, log, invoke });
  const monitoring = new Monitoring({
    alarms,
    measureQueues,
    onAlarm: (change) => {
      notify(change).catch((error: unknown) => log.problem(`${change.alarm.name}: ${error}`));
    },
    onProblem: (problem) => log.problem(problem),
  });
  const outbox = new Outbox(topics, Date.now);
  outbox.subscribe(({ topic, to }) => {
    if (to) monitoring.aws.notificationSent(topic, true);
  });
  const queueUrlOf = (wanted: string) => queues.find(({ arn }) => arn === wanted)?.url;
  const sender = targetSender({ messages, queueUrlOf, authorizer });
  const routing = startEventRouting({ topology, buses, sender, metrics: monitoring.aws, log });
  return { authorizer, monitoring, outbox, routing };
}
