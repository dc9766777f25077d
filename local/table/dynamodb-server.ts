import { rmSync } from 'node:fs';
import { Agent, type IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import dynalite from 'dynalite';
import { type Answer, post } from '../foundation/http';
import { closeServer } from '../foundation/loopback';
import { makeTemporaryFolder } from '../foundation/temporary-folder';

/** DynamoDB behind a socket in a private folder, which no other user and no web page can reach. */
export interface DynamoDbServer {
  request(headers: IncomingHttpHeaders, body: Buffer): Promise<Answer>;
  close(): Promise<void>;
}

/**
 * Starts DynamoDB (dynalite).
 * @param folder where the tables are kept; in memory when absent
 */
export async function startDynamoDbServer(folder?: string): Promise<DynamoDbServer> {
  const server = dynalite({
    createTableMs: 0,
    deleteTableMs: 0,
    updateTableMs: 0,
    ...(folder && { path: folder }),
  });
  const privateFolder = makeTemporaryFolder();
  const socketPath = join(privateFolder, 'dynamodb');
  const agent = new Agent({ keepAlive: true });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(socketPath, resolve);
  });
  return {
    request: (headers, body) => post({ socketPath, agent }, headers, body),
    async close() {
      agent.destroy();
      await closeServer(server);
      rmSync(privateFolder, { recursive: true, force: true });
    },
  };
}
