import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { whileThereIsRoom } from '../../../local/twin/disk-guard';

async function statusOf(operation: string, refusal: string | undefined): Promise<number> {
  const request = new IncomingMessage(new Socket());
  request.headers = { 'x-amz-target': `DynamoDB_20120810.${operation}` };
  const response = new ServerResponse(request);
  const front = whileThereIsRoom(async (_request, accepted) => void accepted.writeHead(200), {
    refusal: () => refusal,
  });
  await front(request, response, Buffer.from('{}'));
  return response.statusCode;
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
