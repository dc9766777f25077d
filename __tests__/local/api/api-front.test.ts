import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { apiFront } from '../../../local/api/api-front';
import type { ApiRequest } from '../../../local/api/api-request';
import type { RestApi } from '../../../local/api/rest-api';

const requests: ApiRequest[] = [];
const api: Pick<RestApi, 'answer' | 'allowsOrigin'> = {
  async answer(request) {
    requests.push(request);
    return { status: 201, headers: { 'X-One': '1', 'Set-Cookie': ['a', 'b'] }, body: Buffer.from('done') };
  },
  allowsOrigin: (_, origin) => origin === 'https://photos.example',
};

let server: Server;
let url: string;

beforeAll(async () => {
  const front = apiFront(api, '/api');
  server = createServer((request, response) => void front(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const from = (origin: string) => fetch(`${url}/api/process`, { method: 'POST', headers: { origin } });

describe('The REST API on the web server', () => {
  it('sees requests below its path, as they were sent', async () => {
    const answer = await fetch(`${url}/api/images/a%20b?status=FAILED&q=%C3%A9`, {
      method: 'POST',
      body: 'é',
      headers: { 'X-Tag': 'kept' },
    });
    expect(requests.at(-1)).toMatchObject({ method: 'POST', path: '/images/a%20b', sourceIp: '127.0.0.1' });
    expect(Object.fromEntries(requests.at(-1)?.query ?? [])).toEqual({ status: 'FAILED', q: 'é' });
    expect(requests.at(-1)?.headers).toContainEqual(['X-Tag', 'kept']);
    expect(requests.at(-1)?.body.toString()).toBe('é');
    expect([answer.status, answer.headers.getSetCookie(), await answer.text()]).toEqual([
      201,
      ['a', 'b'],
      'done',
    ]);
  });

  it.each([
    ['its own pages', () => url, 201],
    ['pages that its preflights allow', () => 'https://photos.example', 201],
    ['no page of anybody else', () => 'https://evil.example', 403],
    ['no page without an origin of its own', () => 'null', 403],
  ])('responds to %s', async (_, origin, status) => {
    expect((await from(origin())).status).toBe(status);
  });
});
