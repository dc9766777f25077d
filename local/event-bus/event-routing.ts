import { setTimeout as sleep } from 'node:timers/promises';
import type { Topology } from '../../plan/topology/topology';
import type { ActivityLog } from '../foundation/activity-log';
import type { AwsMetrics } from '../monitoring/aws-metrics';
import { EventArchive } from './event-archive';
import type { BusEvent, EventBuses } from './event-bus';
import { EventDelivery, type TargetSender } from './event-delivery';
import { compileEventRules } from './event-rule';
import { RuleRouter } from './rule-router';

export interface EventRoutingOptions {
  readonly topology: Topology;
  readonly buses: EventBuses;
  readonly sender: TargetSender;
  readonly metrics: AwsMetrics;
  readonly log: ActivityLog;
}

/** The declared rules and archives, listening on their buses. */
export interface EventRouting {
  readonly archives: readonly EventArchive[];
  /** Puts an event on a bus. Resolves when every delivery has succeeded or was given up. */
  take(busName: string, event: BusEvent): Promise<void>;
  /** Stops retrying, and waits for the deliveries in progress. */
  stop(): Promise<void>;
}

/** @throws UnsupportedDeclarationError naming a pattern or template that the twin does not support */
export function startEventRouting(options: EventRoutingOptions): EventRouting {
  const { topology, buses, sender, metrics, log } = options;
  const { region, accountId } = topology.place;
  const stopping = new AbortController();
  const delivery = new EventDelivery({
    sender,
    now: Date.now,
    sleep: (milliseconds) => sleep(milliseconds, true, { signal: stopping.signal }).catch(() => false),
    onOutcome: (outcome, rule, problem) => {
      metrics.ruleMeasured(rule, outcome);
      if (problem && outcome !== 'RetryInvocationAttempts') {
        log.problem(`The rule ${rule.name} could not deliver an event: ${problem.message}`);
      }
    },
  });
  const router = new RuleRouter(compileEventRules(topology.eventRules), delivery, (rule) =>
    metrics.ruleMeasured(rule, 'TriggeredRules'),
  );
  const archives = topology.eventArchives.map((archive) => new EventArchive(archive, Date.now));
  const take = async (busName: string, event: BusEvent): Promise<void> => {
    const busArn = `arn:aws:events:${region}:${accountId}:event-bus/${busName}`;
    for (const archive of archives) archive.take(busArn, event);
    await router.route(busName, event);
  };
  buses.subscribe(take);
  return {
    archives,
    take,
    async stop() {
      // Events that wait for another attempt are lost when the twin stops: EventBridge keeps nothing here.
      stopping.abort();
      await router.settle();
    },
  };
}
