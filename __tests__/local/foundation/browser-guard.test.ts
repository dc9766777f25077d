import { browserRefusal } from '../../../local/foundation/browser-guard';

const host = '127.0.0.1:4566';

describe('the guard against web pages', () => {
  it.each([
    [{ host }],
    [{ host: 'photos.s3.localhost:4566' }],
    [{ host, origin: `http://${host}` }],
    [{ host, 'sec-fetch-site': 'same-origin' }],
    [{ host, 'sec-fetch-site': 'none' }],
  ])('admits %j', (headers) => expect(browserRefusal(headers)).toBeUndefined());

  it.each([
    [{ host: 'evil.example' }, 'does not answer for the host evil.example'],
    [{}, 'does not answer for the host'],
    [{ host, origin: 'https://evil.example' }, 'A page of another origin (https://evil.example)'],
    [{ host, origin: 'null' }, 'A page of another origin (null)'],
    [{ host, origin: 'http://127.0.0.1:3000' }, 'A page of another origin'],
    [{ host, 'sec-fetch-site': 'cross-site' }, 'A page of another origin (unnamed)'],
    [{ host, 'sec-fetch-site': 'same-site' }, 'A page of another origin (unnamed)'],
  ])('refuses %j', (headers, reason) => expect(browserRefusal(headers)).toContain(reason));

  it('leaves other origins to the CORS rules of a service that has them, but no host', () => {
    expect(browserRefusal({ host, origin: 'https://app.example' }, true)).toBeUndefined();
    expect(browserRefusal({ host: 'evil.example' }, true)).toContain('evil.example');
  });
});
