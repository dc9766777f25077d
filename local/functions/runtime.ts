/**
 * The Node.js runtime of a function's process: loads the handler that `_HANDLER` names and calls it for each
 * invocation, one at a time. It is bundled separately and runs only with the function's environment.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FunctionError, InvocationResult, InvokeMessage, ProcessMessage } from './protocol';

type Handler = (event: unknown, context: object) => unknown;

const { env } = process;
process.title = process.argv[2] ?? 'darkroom';
// Ctrl-C reaches every process of a terminal; the twin decides when this one ends.
process.on('SIGINT', () => {});
// The twin has ended, for whatever reason.
process.on('disconnect', () => process.exit(0));

const send = (message: ProcessMessage): void => {
  process.send?.(message);
};

function errorOf(error: unknown): FunctionError {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error) };
  return { errorType: error.name, errorMessage: error.message, trace: error.stack?.split('\n') ?? [] };
}

async function loadHandler(): Promise<Handler> {
  const [, module = '', name = ''] = /^(.+)\.(\w+)$/.exec(env._HANDLER ?? '') ?? [];
  const paths = ['.mjs', '.js', '.cjs'].map((extension) =>
    join(env.LAMBDA_TASK_ROOT ?? '', module + extension),
  );
  const path = paths.find(existsSync);
  if (!path) throw new Error(`Cannot find module '${module}' in the package`);
  const loaded = await import(pathToFileURL(path).href);
  const handler = loaded[name] ?? loaded.default?.[name];
  if (typeof handler !== 'function') throw new Error(`${env._HANDLER} is undefined or not exported`);
  return handler;
}

function contextOf({ requestId, deadline }: InvokeMessage): object {
  return {
    awsRequestId: requestId,
    callbackWaitsForEmptyEventLoop: true,
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    invokedFunctionArn: process.argv[3],
    logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
    memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
  };
}

async function invoke(handler: Handler, message: InvokeMessage): Promise<InvocationResult> {
  try {
    return { ok: true, payload: await handler(message.payload, contextOf(message)) };
  } catch (error) {
    return { ok: false, error: errorOf(error) };
  }
}

loadHandler().then(
  (handler) => {
    process.on('message', async (message: InvokeMessage) => {
      send({ kind: 'result', requestId: message.requestId, result: await invoke(handler, message) });
    });
    send({ kind: 'ready' });
  },
  (error: unknown) => {
    process.send?.({ kind: 'start-failed', error: errorOf(error) }, () => process.exit(1));
  },
);
