import type { IncomingMessage, ServerResponse } from 'node:http';
import { whileThereIsRoom } from '../../../local/twin/disk-guard';

async function statusOf(operation: string, refusal: string | undefined): Promise<number> {
  let status = 0;
  const response = {
    writeHead: (code: number) => {
      status = code;
    },
    end: () => undefined,
  } as unknown as ServerResponse;
  const front = whileThereIsRoom(async () => void response.writeHead(200), { refusal: () => refusal });
  const request = {
    headers: { 'x-amz-target': `DynamoDB_20120810.${operation}` },
  } as unknown as IncomingMessage;
  await front(request, response, Buffer.from('{}'));
  return status;
}

const FULL = 'The disk is full.';

it.each([
  ['PutItem', FULL, 503],
  ['UpdateItem', FULL, 503],
  ['DeleteItem', FULL, 200],
  ['Query', FULL, 200],
  ['PutItem', undefined, 200],
])('%s gets, with a disk of which is said %s, the status %i', async (operation, refusal, status) => {
  expect(await statusOf(operation, refusal)).toBe(status);
});
