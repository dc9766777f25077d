import type * as z from 'zod/mini';
import { brakeEnvironment } from '../../lambda/brake/environment';
import { imageApiEnvironment } from '../../lambda/image-api/environment';
import { processImageEnvironment } from '../../lambda/process-image/environment';
import { sendWebhookEnvironment } from '../../lambda/send-webhook/environment';
import { signInEnvironment } from '../../lambda/sign-in/environment';
import type { Plan, PlannedResource } from '../../plan/plan';
import type { FunctionPackages } from '../function-packages';
import { resourceNames } from '../names';
import { variablesOf } from './variables';

/** Names without the environment at their end. */
const names = resourceNames({ ENVIRONMENT_SUFFIX: '' });

/** The beginning of each function's name, and the schema of its environment variables. */
const SCHEMAS: Readonly<Record<keyof FunctionPackages, readonly [string, z.ZodMiniObject]>> = {
  processImage: [names.imageProcessor, processImageEnvironment],
  imageApi: [names.imageApi, imageApiEnvironment],
  brake: [names.brake, brakeEnvironment],
  sendWebhook: [names.webhookSender, sendWebhookEnvironment],
  signIn: [names.signIn, signInEnvironment],
};

/** Variables that only the runtime and Powertools read. */
const READ_ELSEWHERE = [
  'NODE_OPTIONS',
  'MALLOC_ARENA_MAX',
  'POWERTOOLS_SERVICE_NAME',
  'POWERTOOLS_METRICS_NAMESPACE',
];

/** Finds functions whose code would refuse their environment variables at the first cold start. */
export function environmentsFitFunctions(plan: Plan): string[] {
  return plan.resources('aws_lambda_function').flatMap((fn) => {
    const name = String(fn.attributes.function_name);
    const schema = Object.values(SCHEMAS).find(([stem]) => name.startsWith(stem))?.[1];
    return schema
      ? problems(fn, schema)
      : [
          `${fn.address} is called ${name}, and there is no schema for its environment. Add one to stacks/checks/environments-fit-functions.ts.`,
        ];
  });
}

function problems(fn: PlannedResource, schema: z.ZodMiniObject): string[] {
  const variables = variablesOf(fn);
  const parsed = schema.safeParse(variables);
  const refused = (parsed.error?.issues ?? []).map(
    ({ path: [variable = ''], message }) =>
      `${fn.address} would not start: its environment variable ${String(variable)} ${variable in variables ? message : 'is missing'}.`,
  );
  const unread = Object.keys(variables)
    .filter((name) => !(name in schema.shape) && !READ_ELSEWHERE.includes(name))
    .map(
      (name) =>
        `${fn.address} has the environment variable ${name}, which its code does not read. Remove it, or add it to the schema.`,
    );
  return [...refused, ...unread];
}
