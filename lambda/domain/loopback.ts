/** Names under which a machine reaches itself, as `URL.hostname` has them. */
const LOOPBACK_NAMES: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

export const isLoopbackName = (hostname: string): boolean => LOOPBACK_NAMES.includes(hostname);

/** Whether an address is `http://` on this machine: plain HTTP that never leaves it, and that only the twin can reach. */
export const isLoopbackHttp = ({ protocol, hostname }: URL): boolean =>
  protocol === 'http:' && isLoopbackName(hostname);

/** Whether nobody on the network can read or change what is sent to an address. */
export const isPrivateTransport = (url: URL): boolean => url.protocol === 'https:' || isLoopbackHttp(url);
