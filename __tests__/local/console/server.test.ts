import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Console, createConsole } from '../../../local/console/server';
import type { DeadLetter, TwinChange, TwinSnapshot, TwinView } from '../../../local/console/twin-view';

const info = { awsEndpoint: 'http://127.0.0.1:4566' } as TwinSnapshot['info'];

const LETTER: DeadLetter = {
  messageId: 'm-1',
  sentAt: 0,
  body: 'poison',
  keys: [],
  reason: 'The message is not JSON.',
  canBeRedriven: false,
};

class StubView implements TwinView {
  readonly info = info;
  redrives = 0;
  private readonly listeners = new Set<(change: TwinChange) => void>();

  async snapshot(): Promise<TwinSnapshot> {
    return { info, images: [{ key: 'x'.repeat(5_000) }] } as unknown as TwinSnapshot;
  }

  subscribe(listener: (change: TwinChange) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async readPreview(key: string) {
    return key === 'previews/a b/1.webp'
      ? { contentType: 'image/webp', bytes: Buffer.from('pixels') }
      : undefined;
  }

  readonly discarded: string[] = [];

  async deadLetters(): Promise<readonly DeadLetter[]> {
    return [LETTER];
  }

  async discardDeadLetter(messageId: string): Promise<boolean> {
    this.discarded.push(messageId);
    return messageId === LETTER.messageId;
  }

  async redriveDeadLetters(): Promise<number> {
    this.redrives += 1;
    return 7;
  }

  emit(imageId: string): void {
    for (const listener of this.listeners) listener({ type: 'image-removed', imageId });
  }
}

describe('the console on the web server', () => {
  let server: Server;
  let page: Console;
  let view: StubView;
  let url: string;

  beforeAll(async () => {
    view = new StubView();
    page = await createConsole(view);
    server = createServer(async (request, response) => {
      if (!(await page.handle(request, response))) response.writeHead(418).end();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    page.close();
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  /** Reads server-sent events until `count` of them with data are there. */
  async function events(
    path: string,
    count: number,
    headers: Record<string, string> = {},
  ): Promise<string[]> {
    const abort = new AbortController();
    const response = await fetch(`${url}${path}`, { headers, signal: abort.signal });
    const found: string[] = [];
    let rest = '';
    for await (const chunk of response.body ?? []) {
      rest += Buffer.from(chunk).toString();
      const blocks = rest.split('\n\n');
      rest = blocks.pop() ?? '';
      found.push(...blocks.filter((block) => block.includes('data:')));
      if (found.length >= count) break;
    }
    abort.abort();
    return found;
  }

  test('leaves what is not its own to others', async () => {
    expect((await fetch(`${url}/api/images`)).status).toBe(418);
  });

  test('serves a page that may run its own script and reach the AWS endpoint, and nothing else', async () => {
    const response = await fetch(url);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const policy = response.headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("connect-src 'self' http://127.0.0.1:4566;");
    expect(await response.text()).not.toMatch(/(src|href)="(https?:)?\/\//);
  });

  test('serves its script compressed, and not again to who has it', async () => {
    const path = '/console/assets/console.js';
    const first = await fetch(url + path, { headers: { 'accept-encoding': 'gzip' } });
    expect(first.headers.get('content-encoding')).toBe('gzip');
    expect(Number(first.headers.get('content-length'))).toBeLessThan(40_000);
    const again = await fetch(url + path, {
      headers: { 'if-none-match': String(first.headers.get('etag')) },
    });
    expect(again.status).toBe(304);
  });

  test('serves previews for ever, and 404 for what is none', async () => {
    const found = await fetch(`${url}/console/previews/previews/a%20b/1.webp`);
    expect(found.headers.get('content-type')).toBe('image/webp');
    expect(found.headers.get('cache-control')).toContain('immutable');
    expect(await found.text()).toBe('pixels');
    expect((await fetch(`${url}/console/previews/previews/none`)).status).toBe(404);
    expect((await fetch(`${url}/console/previews/%E0%A4%A`)).status).toBe(404);
  });

  test('shows dead letters, and discards one for its own page alone', async () => {
    expect(await (await fetch(`${url}/console/dead-letters`)).json()).toEqual({ letters: [LETTER] });
    const discard = (id: string, headers: Record<string, string>) =>
      fetch(`${url}/console/discard?id=${id}`, { method: 'POST', headers });
    expect((await discard('m-1', { origin: 'http://evil.example' })).status).toBe(403);
    expect((await discard('m-1', {})).status).toBe(403);
    expect(view.discarded).toEqual([]);
    expect((await discard('m-1', { origin: url })).status).toBe(200);
    expect((await discard('m-2', { origin: url })).status).toBe(404);
    expect(view.discarded).toEqual(['m-1', 'm-2']);
  });

  test('moves dead letters for its own page alone', async () => {
    const redrive = (headers: Record<string, string>) =>
      fetch(`${url}/console/redrive`, { method: 'POST', headers });
    expect((await redrive({ origin: 'http://evil.example' })).status).toBe(403);
    expect((await redrive({})).status).toBe(403);
    expect(view.redrives).toBe(0);
    expect(await (await redrive({ origin: url })).json()).toEqual({ moved: 7 });
  });

  test('takes no other method than it offers', async () => {
    expect((await fetch(url, { method: 'PUT' })).status).toBe(405);
  });

  test('sends the changes since the snapshot, and after a reconnection the missed ones', async () => {
    const response = await fetch(`${url}/console/state`);
    const { position, images } = (await response.json()) as TwinSnapshot & { position: string };
    expect(images).toHaveLength(1);
    view.emit('first');
    view.emit('second');
    const [first, second] = await events(`/console/events?after=${position}`, 2);
    expect(first).toContain('"imageId":"first"');
    expect(second).toContain('"imageId":"second"');
    const id = String(/^id: (.+)$/m.exec(String(first))?.[1]);
    const [missed] = await events('/console/events?after=ignored', 1, { 'last-event-id': id });
    expect(missed).toContain('"imageId":"second"');
  });

  test('advises to start over when what was missed is not known any more', async () => {
    const [advice] = await events('/console/events?after=another-run-17', 1);
    expect(advice).toContain('event: resync');
  });
});
