import type { ApiRequest } from '../../../local/api/api-request';
import { setUp } from '../../support/rest-api';

describe('A preflight', () => {
  const from = (origin: string) => ({ headers: [['Origin', origin]] as const });
  const allowedTo = async (origins: readonly string[], origin: string) =>
    (await setUp({ origins }).call('OPTIONS /images', from(origin))).headers['Access-Control-Allow-Origin'];

  it('gets its response from the document, without the function', async () => {
    const { call, events } = setUp({ origins: ['https://photos.example'] });
    expect(await call('OPTIONS /images/x', from('https://photos.example'))).toMatchObject({
      status: 204,
      headers: {
        'Access-Control-Allow-Origin': 'https://photos.example',
        'Access-Control-Allow-Methods': 'GET,DELETE',
        'Access-Control-Max-Age': '3600',
        Vary: 'Origin',
      },
    });
    expect(events).toEqual([]);
  });

  it('repeats the origin of one of several, by the template of the document', async () => {
    const origins = ['https://a.example', 'https://b.example'];
    expect(await allowedTo(origins, 'https://b.example')).toBe('https://b.example');
    expect(await allowedTo(origins, 'https://evil.example')).toBe('https://a.example');
  });

  it('decides which pages may call without a signature', () => {
    const { api } = setUp({ origins: ['https://a.example', 'https://b.example'] });
    const request: ApiRequest = {
      method: 'POST',
      base: '/v1',
      path: '/process',
      query: new URLSearchParams(),
      headers: [],
      body: Buffer.alloc(0),
      sourceIp: '127.0.0.1',
    };
    expect(api.allowsOrigin(request, 'https://b.example')).toBe(true);
    expect(api.allowsOrigin(request, 'https://evil.example')).toBe(false);
    expect(setUp({}).api.allowsOrigin(request, 'https://a.example')).toBe(false);
    expect(setUp({ origins: ['*'] }).api.allowsOrigin(request, 'https://a.example')).toBe(true);
  });
});
