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
import type { FaultLog } from './fault-log';
import { FaultPlan } from './fault-plan';
import { FaultProxy } from './fault-proxy';
import { QueueFaults } from './queue-faults';

/** The twin with faults between its parts. */
export interface FaultyTwin extends RunningTwin {
  /** The AWS endpoint without faults. */
  readonly directEndpoint: string;
  stop(): Promise<void>;
}

/**
 * Seconds. Long enough for the function to start an upload, for which it needs 15 seconds. Shorter than the deployed
 * minute, because calls without a response last until the timeout.
 */
const FUNCTION_TIMEOUT = 20;
/** Seconds until a message becomes visible again after its function has timed out. */
const VISIBILITY_TIMEOUT = 30;
const RETRY_DELAY_SECONDS = 1;
/** More than the number of cores, because most of a call with faults is waiting. */
const FUNCTION_PROCESSES = 4;
const STOP_GRACE_MS = 2_000;

/** Adds the process id to the User-Agent of the calls of a function. */
const REPORT_PROCESS_ID =
  "--import=data:text/javascript,process.env.AWS_SDK_UA_APP_ID='process-'+process.pid";

export async function startFaultyTwin(
  seed: number,
  log: FaultLog,
  { verbose }: { verbose: boolean },
): Promise<FaultyTwin> {
  const data = new DataFolder();
  process.on('exit', () => data.release());
  const gateway = new Gateway();
  const port = await listenOnLoopback(gateway.server, 0);
  const directEndpoint = `http://${LOOPBACK}:${port}`;
  const credentials = { accessKeyId: 'chaos', secretAccessKey: 'chaos' };
  const plan = await synthesize(join(data.scratch, 'cdktf.out'), process.env);
  const [calls, deliveries] = [new FaultPlan(seed), new DeliveryPlan(seed)];
  const queue = new QueueFaults({
    plan: { deliveryAt: (...about) => (log.isOver ? undefined : deliveries.deliveryAt(...about)) },
    sqs: new SQSClient({ endpoint: directEndpoint, region: 'us-east-1', credentials }),
    onDelivery: (delivery) => log.countDelivery(delivery),
  });
  const proxy = new FaultProxy({
    port,
    faultOf: (call) => (log.isOver ? undefined : calls.faultOf(call)),
    onFault: (fault, call) => log.countFault(fault, call),
    queue,
  });
  const endpoint = await proxy.listen();
  const topology = withFaultTimeouts(readTopology(plan, { endpoint, apiUrl: `${endpoint}/api` }));
  const twin = await startTwin({
    topology,
    data,
    gateway,
    interceptMessages: (send) => queue.intercept(send),
    functionProcesses: FUNCTION_PROCESSES,
    retryDelaySeconds: RETRY_DELAY_SECONDS,
    log: verbose ? printingLog(true, (line) => console.error(line)) : SILENT,
  });
  process.prependListener('exit', () => twin.kill());
  return {
    twin,
    stores: storesOf(topology),
    directEndpoint,
    async stop() {
      await twin.stop(STOP_GRACE_MS);
      await proxy.close();
    },
  };
}

/** Injected faults are not worth logging. */
const SILENT: ActivityLog = { functionLine: () => {}, problem: () => {} };

const withFaultTimeouts = (topology: Topology): Topology => ({
  ...topology,
  queues: topology.queues.map((queue) => ({ ...queue, visibilityTimeout: VISIBILITY_TIMEOUT })),
  functions: topology.functions.map((fn) => ({
    ...fn,
    timeoutSeconds: Math.min(fn.timeoutSeconds, FUNCTION_TIMEOUT),
    environment: { ...fn.environment, NODE_OPTIONS: `--enable-source-maps ${REPORT_PROCESS_ID}` },
  })),
});
