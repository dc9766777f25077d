import type * as z from 'zod/mini';
import { brakeEnvironment } from '../../lambda/brake/environment';
import { imageApiEnvironment } from '../../lambda/image-api/environment';
import { processImageEnvironment } from '../../lambda/process-image/environment';
import { sendWebhookEnvironment } from '../../lambda/send-webhook/environment';
import { signInEnvironment } from '../../lambda/sign-in/environment';
import type { Plan, PlannedResource } from '../../plan/plan';
import { variablesOf } from './variables';

/** The schema of each function's environment variables, by the function's name without the environment's suffix. */
const SCHEMAS: Readonly<Record<string, z.ZodMiniObject>> = {
  'image-processor': processImageEnvironment,
  'image-api': imageApiEnvironment,
  'image-brake': brakeEnvironment,
  'image-webhook-sender': sendWebhookEnvironment,
  'image-sign-in': signInEnvironment,
};

/** Variables that the runtime and Powertools read, not the schema. */
const READ_ELSEWHERE = [
  'NODE_OPTIONS',
  'MALLOC_ARENA_MAX',
  'POWERTOOLS_SERVICE_NAME',
  'POWERTOOLS_METRICS_NAMESPACE',
];

/** A function whose code refuses its environment variables would fail at its first cold start, after the deployment. */
export function environmentsFitFunctions(plan: Plan): string[] {
  return plan.resources('aws_lambda_function').flatMap((fn) => {
    const name = String(fn.attributes.function_name);
    const schema = Object.entries(SCHEMAS).find(([stem]) => name.startsWith(`${stem}-`))?.[1];
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
