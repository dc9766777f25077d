import type { Settings } from '../../stacks/settings';

/** The part of an SDK client's middleware stack that is used here. */
interface WithMiddleware {
  readonly middlewareStack: {
    add(
      middleware: (
        next: (args: { input: object }) => Promise<unknown>,
      ) => (args: { input: object }) => Promise<unknown>,
      options: { step: 'initialize'; name: string },
    ): void;
  };
}

/** Errors of AWS about a resource that does not exist, and the field of the request that names it. */
const MISSING: Readonly<Record<string, { readonly field: string; readonly kind: string }>> = {
  ResourceNotFoundException: { field: 'TableName', kind: 'table' },
  NoSuchBucket: { field: 'Bucket', kind: 'bucket' },
  QueueDoesNotExist: { field: 'QueueUrl', kind: 'queue' },
  'AWS.SimpleQueueService.NonExistentQueue': { field: 'QueueUrl', kind: 'queue' },
};

/**
 * Adds to a client's errors about a missing table, bucket or queue its name, and the settings that determine the name.
 * AWS only reports "Requested resource not found".
 */
export function nameMissingResources<Client extends object>(client: Client, settings: Settings): Client {
  (client as unknown as WithMiddleware).middlewareStack.add(
    (next) => async (args) => {
      try {
        return await next(args);
      } catch (error) {
        const sentence = error instanceof Error ? sentenceFor(error, args.input, settings) : undefined;
        if (sentence) (error as Error).message = sentence;
        throw error;
      }
    },
    { step: 'initialize', name: 'nameMissingResources' },
  );
  return client;
}

function sentenceFor(error: Error, input: object, settings: Settings): string | undefined {
  const missing = MISSING[error.name];
  const name = missing && (input as Readonly<Record<string, unknown>>)[missing.field];
  if (!missing || typeof name !== 'string') return undefined;
  const { ENVIRONMENT_SUFFIX: environment, AWS_REGION: region, SOURCE_BUCKET: bucket } = settings;
  const own = missing.kind === 'bucket' && !bucket ? ' For an imported bucket, set SOURCE_BUCKET.' : '';
  return `There is no ${missing.kind} ${name.split('/').at(-1)} in ${region}. ENVIRONMENT_SUFFIX=${environment} and AWS_REGION=${region} select the environment of this command.${own}`;
}
