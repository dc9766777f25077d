import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FunctionHost } from '../../../local/functions/function-host';
import { bundleRuntime } from '../../../local/functions/function-package';
import type { InvocationResult } from '../../../local/functions/protocol';
import type { FunctionDeclaration } from '../../../plan/topology/functions';

const PLACE = {
  accountId: '000000000000',
  region: 'eu-west-1',
  endpoint: 'http://127.0.0.1:4566',
  apiUrl: '',
};

const folder = mkdtempSync(join(tmpdir(), 'darkroom-functions-'));
const hosts: FunctionHost[] = [];
let runtime: string;
let functions = 0;

beforeAll(async () => {
  runtime = await bundleRuntime(folder);
});
afterEach(() => Promise.all(hosts.splice(0).map((host) => host.stop(0))));
afterAll(() => rmSync(folder, { recursive: true }));

interface Hosted {
  readonly host: FunctionHost;
  readonly lines: string[];
  readonly startFailures: string[];
}

/** A function whose module is the source given. */
function hosted(source: string, declaration: Partial<FunctionDeclaration> = {}, maxProcesses = 1): Hosted {
  functions += 1;
  const packageFolder = join(folder, String(functions));
  mkdirSync(packageFolder);
  writeFileSync(join(packageFolder, 'index.mjs'), source);
  const [lines, startFailures]: [string[], string[]] = [[], []];
  const host = new FunctionHost({
    declaration: {
      name: 'under-test',
      arn: 'arn:aws:lambda:eu-west-1:000000000000:function:under-test',
      roleArn: 'arn:aws:iam::000000000000:role/under-test',
      zip: '',
      handler: 'index.handler',
      nodeVersion: 24,
      timeoutSeconds: 10,
      memoryMb: 512,
      tracing: false,
      environment: { GREETING: 'hello' },
      logGroup: '/aws/lambda/under-test',
      logFormat: 'JSON',
      ...declaration,
    },
    place: PLACE,
    folder: packageFolder,
    runtime,
    maxProcesses,
    onLog: (line) => lines.push(line),
    onStartFailure: ({ errorMessage }) => startFailures.push(errorMessage),
  });
  hosts.push(host);
  return { host, lines, startFailures };
}

/** Source: AWS Lambda Developer Guide, "Defined runtime environment variables" and "Configuring advanced logging controls". */
const LAMBDA_VARIABLES = new Set([
  ...['_HANDLER', '_X_AMZN_TRACE_ID', 'AWS_DEFAULT_REGION', 'AWS_REGION', 'AWS_EXECUTION_ENV'],
  ...['AWS_LAMBDA_FUNCTION_NAME', 'AWS_LAMBDA_FUNCTION_MEMORY_SIZE', 'AWS_LAMBDA_FUNCTION_VERSION'],
  ...['AWS_LAMBDA_INITIALIZATION_TYPE', 'AWS_LAMBDA_LOG_GROUP_NAME', 'AWS_LAMBDA_LOG_STREAM_NAME'],
  ...['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_LAMBDA_RUNTIME_API'],
  ...['LAMBDA_TASK_ROOT', 'LAMBDA_RUNTIME_DIR', 'LANG', 'PATH', 'LD_LIBRARY_PATH', 'NODE_PATH', 'TZ'],
  ...['AWS_XRAY_CONTEXT_MISSING', 'AWS_XRAY_DAEMON_ADDRESS', 'AWS_LAMBDA_LOG_FORMAT', 'AWS_LAMBDA_LOG_LEVEL'],
]);

const ANSWER_PID = 'export const handler = async (event) => ({ pid: process.pid, event });';

function payloadOf<Payload>(result: InvocationResult): Payload {
  if (!result.ok) throw new Error(result.error.errorMessage);
  return result.payload as Payload;
}

const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('a function on this machine', () => {
  it('returns the result of its handler, from the same warm process each time', async () => {
    const { host } = hosted(ANSWER_PID);
    const first = payloadOf<{ pid: number; event: unknown }>(await host.invoke({ n: 1 }));
    const second = payloadOf<{ pid: number; event: unknown }>(await host.invoke({ n: 2 }));
    expect([first.event, second.event]).toEqual([{ n: 1 }, { n: 2 }]);
    expect(second.pid).toBe(first.pid);
  });

  it('returns the error of its handler to the caller, and stays warm', async () => {
    const { host } = hosted(
      "export const handler = async (event) => { if (event.fail) throw new TypeError('no such photo'); return process.pid; };",
    );
    const before = payloadOf(await host.invoke({}));
    expect(await host.invoke({ fail: true })).toMatchObject({
      ok: false,
      error: { errorType: 'TypeError', errorMessage: 'no such photo' },
    });
    expect(payloadOf(await host.invoke({}))).toBe(before);
  });

  it('fails the invocation when it crashes, and starts afresh for the next', async () => {
    const { host } = hosted(
      'export const handler = async (event) => { if (event.die) process.kill(process.pid, "SIGKILL"); return process.pid; };',
    );
    const before = payloadOf(await host.invoke({}));
    expect(await host.invoke({ die: true })).toMatchObject({
      ok: false,
      error: { errorType: 'Runtime.ExitError', errorMessage: expect.stringContaining('SIGKILL') },
    });
    expect(payloadOf(await host.invoke({}))).not.toBe(before);
  });

  it('is killed when its time is over', async () => {
    const { host, lines } = hosted(
      'export const handler = async () => { console.log(process.pid); return new Promise(() => setInterval(() => {}, 1000)); };',
      { timeoutSeconds: 0.4 },
    );
    expect(await host.invoke({})).toMatchObject({
      ok: false,
      error: { errorMessage: expect.stringContaining('Task timed out after 0.40 seconds') },
    });
    // Stopping waits for what was killed before.
    await host.stop(10_000);
    expect(isRunning(Number(lines[0]))).toBe(false);
  });

  it('reports each reason why it does not start once', async () => {
    const { host, startFailures } = hosted("throw new Error('BUCKET is missing');");
    expect(await host.invoke({})).toMatchObject({ ok: false, error: { errorMessage: 'BUCKET is missing' } });
    expect(await host.invoke({})).toMatchObject({ ok: false, error: { errorMessage: 'BUCKET is missing' } });
    expect(startFailures).toEqual(['BUCKET is missing']);
  });

  it('does not start without the handler that is declared', async () => {
    const { host, startFailures } = hosted('export const main = 1;');
    await host.invoke({});
    expect(startFailures).toEqual(['index.handler is undefined or not exported']);
  });

  it('sees the declared variables, those that Lambda sets, and AWS_ENDPOINT_URL, but no others', async () => {
    process.env.SECRET_OF_THE_PARENT = 'x';
    const { host } = hosted('export const handler = async () => process.env;');
    const environment = payloadOf<Record<string, string>>(await host.invoke({}));
    delete process.env.SECRET_OF_THE_PARENT;
    expect(environment).toMatchObject({
      GREETING: 'hello',
      AWS_REGION: 'eu-west-1',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:4566',
      AWS_ACCESS_KEY_ID: 'role.under-test',
      AWS_LAMBDA_FUNCTION_NAME: 'under-test',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
      _HANDLER: 'index.handler',
    });
    const notLambdas = Object.keys(environment).filter((name) => !LAMBDA_VARIABLES.has(name));
    expect(notLambdas.sort()).toEqual(['AWS_ENDPOINT_URL', 'GREETING']);
  });

  it('gets a context whose time runs down', async () => {
    const { host } = hosted(
      'export const handler = async (event, context) => ({ ...context, left: context.getRemainingTimeInMillis() });',
    );
    const context = payloadOf<Record<string, unknown>>(await host.invoke({}));
    expect(context).toMatchObject({
      functionName: 'under-test',
      functionVersion: '$LATEST',
      memoryLimitInMB: '512',
      invokedFunctionArn: 'arn:aws:lambda:eu-west-1:000000000000:function:under-test',
      logGroupName: '/aws/lambda/under-test',
      awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(context.left).toBeGreaterThan(5_000);
    expect(context.left).toBeLessThanOrEqual(10_000);
  });

  it('is heard line by line', async () => {
    const { host, lines } = hosted(
      "export const handler = async () => { console.log('one\\ntwo'); process.stderr.write('three\\n'); };",
    );
    await host.invoke({});
    await host.stop(0);
    expect(lines.sort()).toEqual(['one', 'three', 'two']);
  });

  it('runs in as many processes as it may, each with one invocation at a time', async () => {
    const slow =
      'export const handler = async () => { await new Promise((done) => setTimeout(done, 100)); return process.pid; };';
    const { host } = hosted(slow, {}, 2);
    const results = await Promise.all([1, 2, 3, 4].map(() => host.invoke({})));
    expect(new Set(results.map(payloadOf)).size).toBe(2);
  });

  it('leaves no process behind when it is stopped in the middle of its work', async () => {
    const { host, lines } = hosted(
      'export const handler = async () => { console.log(process.pid); return new Promise(() => setInterval(() => {}, 1000)); };',
    );
    const invocation = host.invoke({});
    while (lines.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    await host.stop(50);
    expect(await invocation).toMatchObject({ ok: false });
    expect(isRunning(Number(lines[0]))).toBe(false);
  });

  it('may finish what it has begun when it is stopped', async () => {
    const { host, lines } = hosted(
      "export const handler = async () => { console.log('begun'); await new Promise((done) => setTimeout(done, 100)); return 'finished'; };",
    );
    const invocation = host.invoke({});
    while (lines.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    await host.stop(5_000);
    expect(payloadOf(await invocation)).toBe('finished');
  });
});
