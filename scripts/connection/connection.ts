import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoDbImageCatalog } from '../../lambda/adapters/dynamodb/dynamodb-image-catalog';
import { EventBridgePublisher } from '../../lambda/adapters/eventbridge-publisher';
import { S3ImageStore } from '../../lambda/adapters/s3/s3-image-store';
import { isLoopbackName } from '../../lambda/domain/loopback';
import type { ImageCatalog, PreviewCache } from '../../lambda/domain/ports';
import { bookId, type RecipeBook } from '../../lambda/domain/previews/recipe-book';
import { recipeBookOf } from '../../lambda/runtime/recipe-settings';
import { type ResourceNames, resourceNames } from '../../stacks/names';
import type { Settings } from '../../stacks/settings';
import { EXIT, OperatorError } from '../cli/exit-codes';
import { projectSettings } from '../cli/project';
import { nameMissingResources } from './name-missing';

/** The options of every command that calls AWS: the environment, and the form of the output. */
export interface ConnectionOptions {
  readonly json?: boolean;
  /** A custom endpoint, such as the twin's. */
  readonly endpointUrl?: string;
  /** A profile of the shared AWS configuration. */
  readonly profile?: string;
}

/** One deployed environment, or the twin, as operators' commands see it. */
export interface Darkroom {
  readonly environment: string;
  readonly settings: Settings;
  readonly sourceBucket: string;
  readonly processedBucket: string;
  readonly table: string;
  readonly queueUrl: string;
  readonly deadLetterQueueUrl: string;
  /** Names of all resources of the environment, and the account that they are in. */
  readonly names: ResourceNames;
  readonly account: string;
  /** The configuration of clients for other services. */
  readonly client: ReturnType<typeof clientOptions>;
  /** The recipes of the current settings by folder, and the id of all of them together. */
  readonly recipes: RecipeBook;
  readonly recipeId: string;
  readonly s3: S3Client;
  readonly sqs: SQSClient;
  readonly documents: DynamoDBDocumentClient;
  readonly store: S3ImageStore;
  readonly catalog: ImageCatalog;
  readonly publisher: EventBridgePublisher;
  /** The caches of the CDN. Present with `DELIVERY`. */
  readonly cache?: PreviewCache;
}

/**
 * Connects to the environment that the settings name.
 * @throws OperatorError when the endpoint cannot be reached or denies access
 * @throws InvalidSettingsError
 */
export async function connect(given: ConnectionOptions): Promise<Darkroom> {
  const options = withEnvironment(given);
  const settings = projectSettings();
  const client = clientOptions(options, settings.AWS_REGION);
  const account = await accountOf(new STSClient(client), options);
  const names = resourceNames(settings);
  const s3 = nameMissingResources(
    new S3Client({ ...client, forcePathStyle: options.endpointUrl !== undefined }),
    settings,
  );
  const documents = DynamoDBDocumentClient.from(nameMissingResources(new DynamoDBClient(client), settings), {
    marshallOptions: { removeUndefinedValues: true },
  });
  const queues = options.endpointUrl ?? `https://sqs.${settings.AWS_REGION}.amazonaws.com`;
  const processedBucket = names.processedBucket(account);
  const recipes = recipeBookOf(settings);
  return {
    environment: settings.ENVIRONMENT_SUFFIX,
    settings,
    sourceBucket: settings.SOURCE_BUCKET ?? names.sourceBucket(account),
    processedBucket,
    table: names.metadataTable,
    queueUrl: `${queues}/${account}/${names.uploadsQueue}`,
    deadLetterQueueUrl: `${queues}/${account}/${names.deadLetterQueue}`,
    names,
    account,
    client,
    recipes,
    recipeId: bookId(recipes),
    s3,
    sqs: nameMissingResources(new SQSClient(client), settings),
    documents,
    store: new S3ImageStore(s3, processedBucket),
    catalog: dynamoDbImageCatalog(documents, names.metadataTable),
    publisher: new EventBridgePublisher(
      new EventBridgeClient(client),
      names.eventBus,
      settings.ENVIRONMENT_SUFFIX,
    ),
    ...(settings.DELIVERY !== 'none' && { cache: await cacheOf(names, client) }),
  };
}

/** Most environments have no CDN, so its client is loaded only where there is one. */
async function cacheOf(
  names: ResourceNames,
  client: ReturnType<typeof clientOptions>,
): Promise<PreviewCache> {
  const { deliveryCache } = await import('./delivery-cache');
  return deliveryCache(names.delivery, client);
}

/**
 * `AWS_ENDPOINT_URL` applies to every service, including the queue URLs.
 * @throws OperatorError for an endpoint without http:// or https://
 */
export function withEnvironment<Options extends ConnectionOptions>(given: Options): Options {
  const endpointUrl = given.endpointUrl ?? process.env.AWS_ENDPOINT_URL;
  if (endpointUrl && !/^https?:\/\//.test(endpointUrl)) {
    throw new OperatorError(
      `The endpoint ${endpointUrl} lacks its scheme: http://${endpointUrl.replace(/^\/\//, '')} or https://…`,
    );
  }
  return { ...given, ...(endpointUrl && { endpointUrl }) };
}

/** The configuration of every SDK client. */
export function clientOptions({ endpointUrl, profile }: ConnectionOptions, region: string) {
  const hasKey = process.env.AWS_ACCESS_KEY_ID !== undefined || profile !== undefined;
  return {
    region,
    ...(profile && { profile }),
    ...(endpointUrl && { endpoint: endpointUrl }),
    // The twin accepts any key, so none has to be configured.
    ...(endpointUrl &&
      URL.canParse(endpointUrl) &&
      isLoopbackName(new URL(endpointUrl).hostname) &&
      !hasKey && {
        credentials: { accessKeyId: 'operator', secretAccessKey: 'operator' },
      }),
  };
}

/**
 * The account of the current credentials.
 * @throws OperatorError when the endpoint cannot be reached or denies access
 */
export async function accountOf(sts: STSClient, { endpointUrl }: ConnectionOptions): Promise<string> {
  try {
    const { Account: account } = await sts.send(new GetCallerIdentityCommand({}));
    if (account) return account;
    throw new Error('no account in the response');
  } catch (error) {
    const where = endpointUrl ? `the endpoint ${endpointUrl}` : 'AWS';
    const fix = endpointUrl
      ? 'Is it running? npm start starts the twin at http://127.0.0.1:4566.'
      : 'Sign in (aws sso login), or specify a profile with --profile; for the twin, specify --endpoint-url http://127.0.0.1:4566.';
    const reason = error instanceof Error ? error.message || error.name : String(error);
    throw new OperatorError(`Could not reach ${where}: ${reason}. ${fix}`, EXIT.unreachable);
  }
}
