import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { GetQueueUrlCommand, type Message, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import type { SQSEvent } from 'aws-lambda';
import { synthesize } from '../../../local/command/synthesize';
import { sqsEventOf } from '../../../local/event-source/sqs-event';
import { printingLog } from '../../../local/foundation/activity-log';
import { LOOPBACK, listenOnLoopback } from '../../../local/foundation/loopback';
import { functionEnvironment } from '../../../local/functions/function-environment';
import { unpackFunction } from '../../../local/functions/function-package';
import { Gateway } from '../../../local/gateway/gateway';
import { DataFolder } from '../../../local/twin/data-folder';
import { startTwin, type Twin } from '../../../local/twin/twin';
import { readTopology, type Topology } from '../../../plan/topology/topology';
import type { UnpackedFunction } from '../measuring/function-at-twin';
import { serve } from './serve';

interface Running {
  readonly topology: Topology;
  readonly twin: Twin;
  readonly queueArn: string;
  readonly queueUrl: string;
}

const data = new DataFolder();
process.on('exit', () => data.release());
let running: Running | undefined;
let uploads = 0;

/** Starts the twin without event source mappings, because the benchmark passes the messages to the function. */
async function start(): Promise<UnpackedFunction> {
  const gateway = new Gateway();
  const port = await listenOnLoopback(gateway.server, 0);
  const plan = await synthesize(join(data.scratch, 'cdktf.out'), process.env);
  const endpoint = `http://${LOOPBACK}:${port}`;
  const topology = readTopology(plan, { endpoint, apiUrl: `${endpoint}/api` });
  const twin = await startTwin({
    topology: { ...topology, eventSourceMappings: [] },
    data,
    functionProcesses: 1,
    retryDelaySeconds: 0,
    log: printingLog(false, (line) => console.error(line)),
    gateway,
  });
  const [mapping] = topology.eventSourceMappings;
  const declaration = topology.functions.find(({ arn }) => arn === mapping?.functionArn);
  if (!mapping || !declaration) throw new Error('No function has an event source mapping.');
  const QueueName = mapping.queueArn.split(':').at(-1) ?? '';
  const { QueueUrl: queueUrl = '' } = await twin.clients.sqs.send(new GetQueueUrlCommand({ QueueName }));
  running = { topology, twin, queueArn: mapping.queueArn, queueUrl };
  const folder = join(data.scratch, 'measured-function');
  unpackFunction(declaration.zip, folder);
  return { folder, environment: functionEnvironment(declaration, folder, 'bench', topology.place) };
}

/** Uploads photos. @returns the event for the function */
async function upload(paths: readonly string[]): Promise<SQSEvent> {
  if (!running) throw new Error('The twin is not running.');
  const { topology, twin, queueArn, queueUrl } = running;
  const Bucket = String(topology.outputs.source_bucket_name);
  for (const path of paths) {
    uploads += 1;
    const [Key, Body] = [`uploads/bench/${uploads}`, await readFile(path)];
    await twin.clients.s3.send(new PutObjectCommand({ Bucket, Key, Body }));
  }
  const messages: Message[] = [];
  while (messages.length < paths.length) {
    const request = { QueueUrl: queueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 5 };
    const { Messages = [] } = await twin.clients.sqs.send(new ReceiveMessageCommand(request));
    // The first message is the test event that S3 sends when notifications are configured.
    messages.push(...Messages.filter(({ Body = '' }) => !Body.includes('s3:TestEvent')));
  }
  return sqsEventOf(messages, queueArn);
}

/** The number of photos that could not be processed, whose measurements are invalid. */
async function failures(): Promise<number> {
  if (!running) throw new Error('The twin is not running.');
  const { topology, twin } = running;
  const { Count = 0 } = await twin.clients.dynamoDb.send(
    new QueryCommand({
      TableName: String(topology.outputs.metadata_table_name),
      IndexName: 'StatusIndex',
      KeyConditionExpression: 'processingStatus = :failed',
      ExpressionAttributeValues: { ':failed': { S: 'FAILED' } },
      Select: 'COUNT',
    }),
  );
  return Count;
}

serve({ start, upload, failures });
