import type * as z from 'zod/mini';
import { imageApiEnvironment } from '../../lambda/image-api/environment';
import { processImageEnvironment } from '../../lambda/process-image/environment';
import { blockList, type Plan, type PlannedResource } from '../../plan/plan';

/** The schema that each function parses its environment with, by its name without the environment's. */
const SCHEMAS: Readonly<Record<string, z.ZodMiniObject>> = {
  'image-processor': processImageEnvironment,
  'image-api': imageApiEnvironment,
};

/** Read by the runtime and by Powertools, not by a schema. */
const READ_ELSEWHERE = ['MALLOC_ARENA_MAX', 'POWERTOOLS_SERVICE_NAME', 'POWERTOOLS_METRICS_NAMESPACE'];

/** A function whose environment its own code refuses would fail at its first cold start, after the deployment. */
export function environmentsFitFunctions(plan: Plan): string[] {
  return plan.resources('aws_lambda_function').flatMap((fn) => {
    const name = String(fn.attributes.function_name);
    const schema = Object.entries(SCHEMAS).find(([stem]) => name.startsWith(`${stem}-`))?.[1];
    return schema
      ? problems(fn, schema)
      : [`${fn.address} is called ${name}, and no environment schema is known for it.`];
  });
}

function problems(fn: PlannedResource, schema: z.ZodMiniObject): string[] {
  const [environment] = blockList(fn.attributes.environment);
  const variables = (environment?.variables ?? {}) as Record<string, unknown>;
  const parsed = schema.safeParse(variables);
  const refused = (parsed.error?.issues ?? []).map(
    ({ path, message }) => `${fn.address} would not start: ${path.join('.')} ${message}.`,
  );
  const unread = Object.keys(variables)
    .filter((name) => !(name in schema.shape) && !READ_ELSEWHERE.includes(name))
    .map((name) => `${fn.address} is given ${name}, which nothing in it reads. Leave it out, or read it.`);
  return [...refused, ...unread];
}
