import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isLoopbackName } from '../../lambda/domain/loopback';

/** The only address the twin ever listens on. */
export const LOOPBACK = '127.0.0.1';

/**
 * Whether a request used one of this machine's own names, including those of buckets (`<bucket>.localhost`). Otherwise a
 * page in a browser could reach the twin under a name that resolves to loopback.
 */
export function isOwnHost(host = ''): boolean {
  const name = host.replace(/:\d+$/, '').toLowerCase();
  return isLoopbackName(name) || /.\.localhost$/.test(name);
}

/** Another program uses the requested port. */
export class PortTakenError extends Error {
  override readonly name = 'PortTakenError';

  constructor(readonly port: number) {
    super(`Port ${port} is taken by another program.`);
  }
}

/**
 * Listens on loopback.
 * @param port 0 for any free one
 * @returns the port
 * @throws PortTakenError
 */
export function listenOnLoopback(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' || error.code === 'EACCES' ? new PortTakenError(port) : error),
    );
    server.listen(port, LOOPBACK, () => resolve((server.address() as AddressInfo).port));
  });
}

/** Stops listening and drops the connections that are still open. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
