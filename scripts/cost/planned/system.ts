import { METRICS } from '../../../lambda/domain/metrics';
import { blockList, type Plan } from '../../../plan/plan';
import { type PlannedEvents, plannedEvents } from './events';
import {
  type PlannedFunction,
  type PlannedProcessor,
  plannedApiFunction,
  plannedProcessor,
} from './functions';
import { only } from './only';
import { type PlannedQueue, plannedQueue } from './queue';
import { type PlannedStores, plannedStores } from './stores';

/** Everything of a plan that decides the bill and the capacity. */
export interface PlannedSystem {
  readonly processor: PlannedProcessor;
  readonly queue: PlannedQueue;
  readonly stores: PlannedStores;
  readonly events: PlannedEvents;
  readonly api: PlannedApi;
  readonly watching: PlannedWatching;
}

export interface PlannedApi {
  readonly fn: PlannedFunction;
  readonly hasAccessLogs: boolean;
  /** Requests a second that the stage lets through. */
  readonly throttle: number;
}

export interface PlannedWatching {
  readonly alarms: number;
  readonly dashboards: number;
  /** Metrics that Darkroom's own code emits. */
  readonly metrics: number;
}

export const plannedSystem = (plan: Plan): PlannedSystem => ({
  processor: plannedProcessor(plan),
  queue: plannedQueue(plan),
  stores: plannedStores(plan),
  events: plannedEvents(plan),
  api: plannedApi(plan),
  watching: {
    alarms: plan.resources('aws_cloudwatch_metric_alarm').length,
    dashboards: plan.resources('aws_cloudwatch_dashboard').length,
    metrics: Object.keys(METRICS).length,
  },
});

function plannedApi(plan: Plan): PlannedApi {
  const stage = only(plan, 'aws_api_gateway_stage');
  const [settings] = blockList(only(plan, 'aws_api_gateway_method_settings').attributes.settings);
  return {
    fn: plannedApiFunction(plan),
    hasAccessLogs: blockList(stage.attributes.access_log_settings).length > 0,
    throttle: Number(settings?.throttling_rate_limit),
  };
}
