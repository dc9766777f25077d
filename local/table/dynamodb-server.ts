import { rmSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import dynalite from 'dynalite';
import inject, { type DispatchFunc } from 'light-my-request';
import { type HttpResponse, httpResponseOf } from '../foundation/http';
import { closeServer } from '../foundation/loopback';
import { makeTemporaryFolder } from '../foundation/temporary-folder';

/** DynamoDB inside this process, which no other user and no web page can reach. */
export interface DynamoDbServer {
  request(headers: IncomingHttpHeaders, body: Buffer): Promise<HttpResponse>;
  close(): Promise<void>;
}

/**
 * Starts DynamoDB (dynalite). Requests reach its handler without a socket, which would take as long as the request.
 * It still listens on a socket in a private folder, because it closes its tables only when its server closes.
 * @param folder where the tables are kept; in memory when absent
 */
export async function startDynamoDbServer(folder?: string): Promise<DynamoDbServer> {
  const server = dynalite({
    createTableMs: 0,
    deleteTableMs: 0,
    updateTableMs: 0,
    ...(folder && { path: folder }),
  });
  const [handle] = server.listeners('request') as DispatchFunc[];
  if (!handle) throw new Error('The embedded DynamoDB handles no requests.');
  const privateFolder = makeTemporaryFolder();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(join(privateFolder, 'dynamodb'), resolve);
  });
  return {
    async request(headers, payload) {
      return httpResponseOf(await inject(handle, { method: 'POST', url: '/', headers, payload }));
    },
    async close() {
      await closeServer(server);
      rmSync(privateFolder, { recursive: true, force: true });
    },
  };
}
