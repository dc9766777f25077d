import { join } from 'node:path';
import type { Plan } from '../../plan/plan';
import { readTopology } from '../../plan/topology/topology';
import { apiFront } from '../api/api-front';
import { lazyConsole } from '../console/lazy-console';
import { admitConsole } from '../console/twin/console-access';
import { RunningTwinView } from '../console/twin/running-twin-view';
import type { Edge } from '../edge/edge';
import { createEdgeServer } from '../edge/edge-server';
import { printingLog } from '../foundation/activity-log';
import { LOOPBACK, listenOnLoopback } from '../foundation/loopback';
import { Gateway } from '../gateway/gateway';
import type { DataFolder } from '../twin/data-folder';
import { type RunningTwin, storesOf } from '../twin/running-twin';
import { startTwin } from '../twin/twin';
import { actionsOf } from './actions';
import { peoplePage } from './people-page';
import { reportsOf } from './reports';
import { InvalidLocalSettingsError, type LocalSettings } from './settings';
import { synthesize } from './synthesize';
import { createWebServer, type WebParts } from './web';

export interface OpenTwin extends RunningTwin {
  /** Base URL of the web server. */
  readonly webUrl: string;
  /** The demo issuer, if there is one. */
  readonly issuerUrl?: string;
}

/** The path that replaces the stage of the REST API. */
const API_PATH = '/api';

/**
 * Synthesizes the project's stacks and starts them, with the AWS endpoint and the web server. The ports are opened
 * first, so that a port in use is reported immediately.
 * @throws PortTakenError, InvalidSettingsError, BundleError, UnsupportedDeclarationError
 */
export async function openTwin(
  settings: LocalSettings,
  data: DataFolder,
  { verbose, demoIssuer }: { readonly verbose: boolean; readonly demoIssuer?: boolean },
): Promise<OpenTwin> {
  const gateway = new Gateway();
  let running: WebParts | undefined;
  const webPort = await listenOnLoopback(
    createWebServer(() => running),
    settings.PORT,
  );
  const awsPort = await listenOnLoopback(gateway.server, settings.AWS_PORT);
  const environment = demoIssuer ? await withDemoIssuer(settings.ISSUER_PORT, process.env) : process.env;
  const plan = await synthesize(join(data.scratch, 'cdktf.out'), environment);
  const webUrl = `http://${LOOPBACK}:${webPort}`;
  let edge: Edge | undefined;
  const edgeUrl = await openEdge(plan, settings.EDGE_PORT, () => edge);
  const declared = readTopology(plan, {
    endpoint: `http://${LOOPBACK}:${awsPort}`,
    apiUrl: `${webUrl}${API_PATH}`,
    ...(edgeUrl && { edgeUrl }),
  });
  const topology = admitConsole(declared, webUrl);
  let view: RunningTwinView | undefined;
  const twin = await startTwin({
    topology,
    data,
    functionProcesses: settings.FUNCTION_PROCESSES,
    retryDelaySeconds: settings.RETRY_DELAY_SECONDS,
    log: printingLog(verbose, (line) => console.error(line)),
    gateway,
    onInvocation: (ended) => view?.invocationEnded(ended),
    onLoggedProblem: (problem) => view?.problemLogged(problem),
  });
  edge = twin.edge;
  view = new RunningTwinView(twin, gateway, API_PATH);
  const [restApi] = twin.restApis;
  const issuerUrl = demoIssuer ? environment.SIGN_IN_ISSUER : undefined;
  running = {
    topology,
    reports: reportsOf(twin),
    actions: actionsOf(twin),
    console: lazyConsole(view),
    ...(issuerUrl && { people: peoplePage({ api: `${webUrl}${API_PATH}`, issuer: issuerUrl }) }),
    ...(restApi && { api: { path: API_PATH, answer: apiFront(restApi, API_PATH) } }),
  };
  return { twin, stores: storesOf(topology), webUrl, ...(issuerUrl && { issuerUrl }) };
}

/**
 * Starts the demo issuer, and adds it to the settings of the deployment.
 * @throws InvalidLocalSettingsError when the settings name another issuer
 */
async function withDemoIssuer(port: number, environment: NodeJS.ProcessEnv): Promise<NodeJS.ProcessEnv> {
  const { SIGN_IN_ISSUER: other } = environment;
  if (other) {
    throw new InvalidLocalSettingsError(
      `SIGN_IN_ISSUER is ${other}, and --demo-issuer starts another one. Remove one of them.`,
    );
  }
  const { startDemoIssuer, DEMO_CLIENT } = await import('../issuer/demo-issuer');
  const { url } = await startDemoIssuer(port);
  return { ...environment, SIGN_IN_ISSUER: url, SIGN_IN_AUDIENCE: DEMO_CLIENT };
}

/** Opens the port of the CDN, if the plan has one. @returns its base URL */
async function openEdge(plan: Plan, port: number, edge: () => Edge | undefined): Promise<string | undefined> {
  if (plan.resources('aws_cloudfront_distribution').length === 0) return undefined;
  return `http://${LOOPBACK}:${await listenOnLoopback(createEdgeServer(edge), port)}`;
}
