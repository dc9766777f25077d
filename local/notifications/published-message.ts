import { xmlText } from '../foundation/xml-text';

/** A message that SNS accepted for publication. */
export interface PublishedMessage {
  readonly topicArn: string;
  readonly messageId: string;
  readonly subject?: string;
  /** As a subscriber by e-mail gets it. */
  readonly message: string;
}

const BATCH_ENTRY = 'PublishBatchRequestEntries.member';

/**
 * The messages of a `Publish` or `PublishBatch` call in SNS's query protocol, with the ids from its response. A message
 * of a batch without an id was refused. Any other call publishes nothing.
 */
export function publishedMessages(form: string, response: string): PublishedMessage[] {
  const fields = new URLSearchParams(form);
  const topicArn = fields.get('TopicArn');
  if (!topicArn) return [];
  if (fields.get('Action') === 'Publish') {
    const messageId = xmlText(response, 'MessageId');
    return messageId ? [messageIn(fields, '', topicArn, messageId)] : [];
  }
  return fields.get('Action') === 'PublishBatch' ? batchMessages(fields, response, topicArn) : [];
}

function batchMessages(fields: URLSearchParams, response: string, topicArn: string): PublishedMessage[] {
  const taken = new Map(
    [...response.matchAll(/<member>([\s\S]*?)<\/member>/g)].map(([, member = '']) => [
      xmlText(member, 'Id'),
      xmlText(member, 'MessageId'),
    ]),
  );
  const prefixes = [...fields.keys()].filter((name) => name.startsWith(BATCH_ENTRY) && name.endsWith('.Id'));
  return prefixes.flatMap((name) => {
    const messageId = taken.get(fields.get(name) ?? undefined);
    return messageId ? [messageIn(fields, name.slice(0, -'Id'.length), topicArn, messageId)] : [];
  });
}

function messageIn(
  fields: URLSearchParams,
  prefix: string,
  topicArn: string,
  messageId: string,
): PublishedMessage {
  const subject = fields.get(`${prefix}Subject`);
  const message = fields.get(`${prefix}Message`) ?? '';
  const isByProtocol = fields.get(`${prefix}MessageStructure`) === 'json';
  return {
    topicArn,
    messageId,
    ...(subject && { subject }),
    message: isByProtocol ? forEmail(message) : message,
  };
}

/** With `MessageStructure=json` each protocol may have a text of its own; SNS demands `default`. */
function forEmail(message: string): string {
  const texts: Readonly<Record<string, string>> = JSON.parse(message);
  return texts.email ?? texts.default ?? '';
}
