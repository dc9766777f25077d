import dynalite from 'dynalite';
import { closeServer, LOOPBACK, listenOnLoopback } from '../foundation/loopback';

export interface EmbeddedServer {
  /** Base URL, for the gateway alone. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Starts DynamoDB (dynalite) on a port of its own.
 * @param folder where the tables are kept; in memory when absent
 */
export async function startDynamoDbServer(folder?: string): Promise<EmbeddedServer> {
  const server = dynalite({
    createTableMs: 0,
    deleteTableMs: 0,
    updateTableMs: 0,
    ...(folder && { path: folder }),
  });
  const port = await listenOnLoopback(server, 0);
  return { url: `http://${LOOPBACK}:${port}`, close: () => closeServer(server) };
}
