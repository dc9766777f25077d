import { join } from 'node:path';
import { SQSClient } from '@aws-sdk/client-sqs';
import { synthesize } from '../../local/command/synthesize';
import { type ActivityLog, printingLog } from '../../local/foundation/activity-log';
import { LOOPBACK, listenOnLoopback } from '../../local/foundation/loopback';
import { Gateway } from '../../local/gateway/gateway';
import { DataFolder } from '../../local/twin/data-folder';
import { type RunningTwin, storesOf } from '../../local/twin/running-twin';
import { startTwin } from '../../local/twin/twin';
import { readTopology, type Topology } from '../../plan/topology/topology';
import { DeliveryPlan } from './delivery-plan';
import { FaultPlan } from './fault-plan';
import { FaultProxy } from './fault-proxy';
import { QueueFaults } from './queue-faults';
import type { StormLog } from './storm-log';

/** The twin with a storm between its parts. */
export interface StormyTwin extends RunningTwin {
  /** The AWS endpoint behind the storm, where nothing goes wrong. */
  readonly calmEndpoint: string;
  stop(): Promise<void>;
}

/**
 * Seconds. Long enough for the function to begin an upload at all (it wants 15 to be left), short enough that
 * a call which is never answered does not hold up the run for the minute that is deployed.
 */
const FUNCTION_TIMEOUT = 20;
/** Seconds until a message whose batch was never answered for is seen again: after its function's end. */
const VISIBILITY_TIMEOUT = 30;
const RETRY_DELAY_SECONDS = 1;
/** More than there are cores, since most of a stormy call is waiting. */
const FUNCTION_PROCESSES = 4;
const STOP_GRACE_MS = 2_000;

/** Has each process of a function say in the User-Agent of its calls which one it is. */
const TELL_PROCESS_ID = "--import=data:text/javascript,process.env.AWS_SDK_UA_APP_ID='process-'+process.pid";

export async function startStormyTwin(
  seed: number,
  log: StormLog,
  { verbose }: { verbose: boolean },
): Promise<StormyTwin> {
  const data = new DataFolder();
  process.on('exit', () => data.release());
  const gateway = new Gateway();
  const port = await listenOnLoopback(gateway.server, 0);
  const calmEndpoint = `http://${LOOPBACK}:${port}`;
  const credentials = { accessKeyId: 'chaos', secretAccessKey: 'chaos' };
  const stacks = await synthesize(join(data.scratch, 'cdktf.out'), process.env);
  const [calls, deliveries] = [new FaultPlan(seed), new DeliveryPlan(seed)];
  const proxy = new FaultProxy({
    port,
    faultOf: (call) => (log.isOver ? undefined : calls.faultOf(call)),
    onFault: (fault, call) => log.countFault(fault, call),
    queue: new QueueFaults({
      plan: { deliveryAt: (...about) => (log.isOver ? undefined : deliveries.deliveryAt(...about)) },
      sqs: new SQSClient({ endpoint: calmEndpoint, region: 'us-east-1', credentials }),
      onDelivery: (delivery) => log.countDelivery(delivery),
    }),
  });
  const endpoint = await proxy.listen();
  const topology = inTheStorm(readTopology(stacks, { endpoint, apiUrl: `${endpoint}/api` }));
  const twin = await startTwin({
    topology,
    data,
    gateway,
    functionProcesses: FUNCTION_PROCESSES,
    retryDelaySeconds: RETRY_DELAY_SECONDS,
    log: verbose ? printingLog(true, (line) => console.error(line)) : SILENT,
  });
  process.prependListener('exit', () => twin.kill());
  return {
    twin,
    stores: storesOf(topology),
    calmEndpoint,
    async stop() {
      await twin.stop(STOP_GRACE_MS);
      await proxy.close();
    },
  };
}

/** What fails on purpose is no news. */
const SILENT: ActivityLog = { functionLine: () => {}, problem: () => {} };

const inTheStorm = (topology: Topology): Topology => ({
  ...topology,
  queues: topology.queues.map((queue) => ({ ...queue, visibilityTimeout: VISIBILITY_TIMEOUT })),
  functions: topology.functions.map((fn) => ({
    ...fn,
    timeoutSeconds: Math.min(fn.timeoutSeconds, FUNCTION_TIMEOUT),
    environment: { ...fn.environment, NODE_OPTIONS: `--enable-source-maps ${TELL_PROCESS_ID}` },
  })),
});
