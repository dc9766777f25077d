import { type PartId, partFlowsOf } from '../../plan/topology/parts';
import type { Topology } from '../../plan/topology/topology';
import { replaceBlock } from './replace-block';

/** The text and Mermaid shape of each box. */
const BOXES: Readonly<Record<PartId, string>> = {
  client: '([client])',
  'source-bucket': '[(source bucket<br/>S3, versioned)]',
  'uploads-queue': '[uploads queue<br/>SQS]',
  'dead-letter-queue': '[dead-letter queue<br/>SQS]',
  'image-processor': '[image-processor<br/>Lambda, sharp]',
  'processed-bucket': '[(processed bucket<br/>S3)]',
  cdn: '[CDN<br/>CloudFront]',
  'image-metadata-table': '[(image-metadata<br/>DynamoDB)]',
  'event-bus': '{{events bus<br/>EventBridge}}',
  'notification-rules': '[rules<br/>EventBridge]',
  'undelivered-queue': '[undelivered events<br/>SQS]',
  'event-archive': '[archive<br/>EventBridge]',
  'notifications-topic': '[notifications topic<br/>SNS]',
  email: '([e-mail])',
  'rest-api': '[REST API<br/>API Gateway]',
  'sign-in': '[sign-in<br/>Lambda]',
  'image-api': '[image-api<br/>Lambda]',
  alarms: '[alarms<br/>CloudWatch]',
  'alerts-topic': '[alerts topic<br/>SNS]',
  brake: '[brake<br/>Lambda]',
  'webhooks-queue': '[webhooks queue<br/>SQS]',
  'webhook-sender': '[send-webhook<br/>Lambda]',
};

/** A Mermaid flowchart of every flow that a topology declares or grants. */
function flowDiagram(topology: Topology): string {
  const { flows } = partFlowsOf(topology);
  const parts = [...new Set(flows.flatMap(({ from, to }) => [from, to]))];
  return [
    '```mermaid',
    'flowchart TD',
    ...parts.map((id) => `  ${id}${BOXES[id]}`),
    ...flows.map(({ from, to, label }) => `  ${from} -- "${label}" --> ${to}`),
    '```',
  ].join('\n');
}

/** Replaces the marked block of a page with the diagram. @throws Error if the page has no such block */
export const withFlowDiagram = (page: string, topology: Topology): string =>
  replaceBlock(page, 'flows', flowDiagram(topology));
