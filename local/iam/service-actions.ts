import type { Account, RequestedAction, ServiceRequest } from './requested-action';

type ActionsOf = (request: ServiceRequest, account: Account) => RequestedAction[];

const arn = (service: string, { region, accountId }: Account, resource: string): string =>
  `arn:aws:${service}:${region}:${accountId}:${resource}`;

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/**
 * The actions of DynamoDB are named like the operations, and are decided on a table or one of its indexes. A batch is
 * decided for each of its tables.
 */
function dynamoDbActions({ operation, input }: ServiceRequest, account: Account): RequestedAction[] {
  const tableArn = (name: string) =>
    name.startsWith('arn:') ? name : arn('dynamodb', account, `table/${name}`);
  const action = `dynamodb:${operation}`;
  if (input.RequestItems !== null && typeof input.RequestItems === 'object') {
    return Object.keys(input.RequestItems).map((table) => ({ action, resource: tableArn(table) }));
  }
  const table = textOf(input.TableName);
  if (table === undefined) return [{ action, resource: '*' }];
  const index = textOf(input.IndexName);
  return [{ action, resource: index === undefined ? tableArn(table) : `${tableArn(table)}/index/${index}` }];
}

/** SQS has no separate actions for batches. */
function sqsActions({ operation, input }: ServiceRequest, account: Account): RequestedAction[] {
  const queue = textOf(input.QueueUrl)?.split('/').at(-1) ?? textOf(input.QueueName);
  const resource = queue === undefined ? '*' : arn('sqs', account, queue);
  return [{ action: `sqs:${operation.replace(/Batch$/, '')}`, resource }];
}

function snsActions({ operation, input }: ServiceRequest): RequestedAction[] {
  return [{ action: `sns:${operation.replace(/Batch$/, '')}`, resource: textOf(input.TopicArn) ?? '*' }];
}

/** PutEvents is decided for each entry, on its bus. */
function eventsActions({ operation, input }: ServiceRequest, account: Account): RequestedAction[] {
  const entries: readonly Readonly<Record<string, unknown>>[] = Array.isArray(input.Entries)
    ? input.Entries
    : [];
  return entries.map((entry) => {
    const bus = textOf(entry.EventBusName) ?? 'default';
    return {
      action: `events:${operation}`,
      resource: bus.startsWith('arn:') ? bus : arn('events', account, `event-bus/${bus}`),
      context: {
        ...(typeof entry.Source === 'string' && { 'events:source': entry.Source }),
        ...(typeof entry.DetailType === 'string' && { 'events:detail-type': entry.DetailType }),
      },
    };
  });
}

const INVOCATION = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;

const MAPPING = /^\/2015-03-31\/event-source-mappings\/([^/]+)$/;

/** `Invoke` names the function, by name or ARN, in its path; `UpdateEventSourceMapping` names the mapping there. */
function lambdaActions({ path }: ServiceRequest, account: Account): RequestedAction[] {
  const [, uuid] = MAPPING.exec(path) ?? [];
  if (uuid) {
    const resource = arn('lambda', account, `event-source-mapping:${decodeURIComponent(uuid)}`);
    return [{ action: 'lambda:UpdateEventSourceMapping', resource }];
  }
  const [, named] = INVOCATION.exec(path) ?? [];
  if (!named) return [];
  const name = decodeURIComponent(named).split(':').at(-1) ?? '';
  return [{ action: 'lambda:InvokeFunction', resource: arn('lambda', account, `function:${name}`) }];
}

const INVALIDATION = /^\/2020-05-31\/distribution\/([^/]+)\/invalidation/;

/** CloudFront names the distribution in its path, and has no region. */
function cloudFrontActions({ path, method }: ServiceRequest, { accountId }: Account): RequestedAction[] {
  const [, id] = INVALIDATION.exec(path) ?? [];
  const action = method === 'POST' ? 'CreateInvalidation' : 'GetInvalidation';
  const resource = `arn:aws:cloudfront::${accountId}:distribution/${id}`;
  return id ? [{ action: `cloudfront:${action}`, resource }] : [];
}

/** The ARN of a secret ends in six random characters, which policies match with `?`. */
function secretsActions({ operation, input }: ServiceRequest, account: Account): RequestedAction[] {
  const id = textOf(input.SecretId) ?? textOf(input.Name) ?? '';
  const resource = id.startsWith('arn:') ? id : arn('secretsmanager', account, `secret:${id}-000000`);
  return [{ action: `secretsmanager:${operation}`, resource }];
}

/** CloudWatch Logs decides on the log group. */
function logsActions({ operation, input }: ServiceRequest, account: Account): RequestedAction[] {
  const group = textOf(input.logGroupName) ?? '*';
  return [{ action: `logs:${operation}`, resource: arn('logs', account, `log-group:${group}`) }];
}

/**
 * Services whose actions follow from the path and the body of a request. GetCallerIdentity of STS needs no permission.
 */
export const SERVICE_ACTIONS: Readonly<Record<string, ActionsOf>> = {
  dynamodb: dynamoDbActions,
  sqs: sqsActions,
  sns: snsActions,
  events: eventsActions,
  lambda: lambdaActions,
  cloudfront: cloudFrontActions,
  secretsmanager: secretsActions,
  logs: logsActions,
};
