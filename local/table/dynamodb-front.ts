import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TableDeclaration } from '../../plan/topology/tables';
import { pickHeaders, reply, replyError, replyJson } from '../foundation/http';
import { operationNamed } from '../gateway/service-of';
import type { DynamoDbServer } from './dynamodb-server';

/** Operations that the embedded server supports. */
const SUPPORTED = new Set([
  'BatchGetItem',
  'BatchWriteItem',
  'CreateTable',
  'DeleteItem',
  'DeleteTable',
  'DescribeTable',
  'GetItem',
  'ListTables',
  'ListTagsOfResource',
  'PutItem',
  'Query',
  'Scan',
  'TagResource',
  'UntagResource',
  'UpdateItem',
  'UpdateTable',
]);

const PASSED_ON = ['authorization', 'content-type', 'x-amz-date', 'x-amz-target'];

/**
 * DynamoDB as clients see it. Operations that the embedded server lacks are answered from the declarations or refused.
 */
export function dynamoDbFront(server: DynamoDbServer, tables: readonly TableDeclaration[]) {
  return async (request: IncomingMessage, response: ServerResponse, body: Buffer): Promise<void> => {
    const operation = operationNamed(request.headers);
    if (operation === 'DescribeTimeToLive') {
      describeTimeToLive(response, tables, JSON.parse(body.toString()).TableName);
    } else if (SUPPORTED.has(operation)) {
      reply(response, await server.request(pickHeaders(request.headers, PASSED_ON), body));
    } else {
      const message = `The local twin's DynamoDB has no ${operation || 'operation without X-Amz-Target'}.`;
      replyError(response, 400, 'com.amazonaws.dynamodb.v20120810#UnknownOperationException', message);
    }
  };
}

function describeTimeToLive(
  response: ServerResponse,
  tables: readonly TableDeclaration[],
  tableName: string,
): void {
  const table = tables.find(({ name }) => name === tableName);
  if (!table) {
    const message = `Requested resource not found: Table: ${tableName} not found`;
    replyError(response, 400, 'com.amazonaws.dynamodb.v20120810#ResourceNotFoundException', message);
    return;
  }
  const description = table.ttlAttribute
    ? { TimeToLiveStatus: 'ENABLED', AttributeName: table.ttlAttribute }
    : { TimeToLiveStatus: 'DISABLED' };
  replyJson(response, 200, { TimeToLiveDescription: description }, 'application/x-amz-json-1.0');
}
