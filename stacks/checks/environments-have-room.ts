import type { Plan, PlannedResource } from '../../plan/plan';
import { variablesOf } from './variables';

/** The limit for all names and values. Source: AWS Lambda Developer Guide, "Lambda quotas", environment variables. */
const MAX_ENVIRONMENT_BYTES = 4096;

/** Stands for a value that only Terraform knows. It has the length of the longest bucket name. */
const UNKNOWN = 'x'.repeat(63);

/** Finds functions whose environment exceeds the limit. Lambda would refuse them in the middle of a deployment. */
export const environmentsHaveRoom = (plan: Plan): string[] =>
  plan.resources('aws_lambda_function').flatMap((fn) => {
    const excess = bytesOf(fn) - MAX_ENVIRONMENT_BYTES;
    if (excess <= 0) return [];
    const [longest = ''] =
      Object.entries(variablesOf(fn)).sort(([, a], [, b]) => b.length - a.length)[0] ?? [];
    const fix =
      longest === 'PREVIEWS'
        ? 'Shorten the presets of PREVIEWS_FILE: shorter names, fewer folders, and formats and quality once in PREVIEW_FORMAT and PREVIEW_QUALITY'
        : `Shorten ${longest}`;
    return [
      `The environment of ${fn.address} is ${excess} bytes over the ${MAX_ENVIRONMENT_BYTES} that Lambda allows. ${fix}.`,
    ];
  });

const bytesOf = (fn: PlannedResource): number =>
  Object.entries(variablesOf(fn)).reduce(
    (sum, [name, value]) => sum + name.length + Buffer.byteLength(value.replaceAll(/\$\{[^}]*\}/g, UNKNOWN)),
    0,
  );
