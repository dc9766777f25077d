import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { request as send } from 'node:http';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { TwinSnapshot } from '../../local/console/twin-view';
import { type Deployment, deploymentOf } from '../support/deployment';
import { jpegPhoto } from '../support/photos';
import { ONE_PHOTO, TwinProcess } from '../support/twin-process';

jest.setTimeout(200_000);

const EVIL = 'https://evil.example';

/** Ports on which a process listens, from Linux's `/proc`. */
function listeningPorts(pid: number): number[] {
  const sockets = readdirSync(`/proc/${pid}/fd`).map((fd) => {
    try {
      return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1];
    } catch {
      return undefined;
    }
  });
  const inodes = new Set(sockets);
  return ['tcp', 'tcp6'].flatMap((table) =>
    readFileSync(`/proc/${pid}/net/${table}`, 'utf8')
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter(([, , , state, , , , , , inode]) => state === '0A' && inodes.has(inode))
      .map(([, local = '']) => Number.parseInt(local.split(':')[1] ?? '', 16)),
  );
}

const FORM = 'application/x-www-form-urlencoded';
const INVOKE = '/2015-03-31/functions/image-api-dev/invocations';

/** Requests that a browser sends for a page of another origin without asking first. */
const SIMPLE_REQUESTS: readonly (readonly [path: string, type: string, body: string])[] = [
  ['/', FORM, 'Action=ListTopics&Version=2010-03-31'],
  ['/', 'text/plain', '{}'],
  [INVOKE, 'text/plain', '{"httpMethod":"GET","resource":"/images"}'],
  ['/console/redrive', 'text/plain', '{}'],
  ['/api/process', 'text/plain', '{"image_key":"uploads/a.jpg"}'],
  ['/_fauxqs/queues', 'text/plain', '{}'],
];

function statusOf(
  port: number,
  path: string,
  headers: Record<string, string>,
  body: string,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = send({ host: '127.0.0.1', port, path, method: 'POST', headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.on('error', reject);
    request.end(body);
  });
}

const onLinux = process.platform === 'linux' ? describe : describe.skip;

onLinux('A running twin (its ports are read from /proc, which only Linux has)', () => {
  let twin: TwinProcess;
  let deployment: Deployment;
  let ports: number[];
  beforeAll(async () => {
    twin = new TwinProcess([ONE_PHOTO, '--demo-issuer'], { DELIVERY: 'cloudfront' });
    deployment = await deploymentOf(twin);
    ports = listeningPorts(twin.pid);
  });
  afterAll(() => deployment.close());

  it('listens on its documented ports and no other: those of the web server, AWS, the CDN and the issuer', () => {
    expect(ports).toHaveLength(4);
  });

  it.each([
    ['a page of another origin', { origin: EVIL, 'sec-fetch-site': 'cross-site' }],
    ['a foreign host name', { host: 'evil.example' }],
  ])('does nothing for %s, at any port', async (_, headers) => {
    for (const port of ports) {
      for (const [path, type, body] of SIMPLE_REQUESTS) {
        const status = await statusOf(port, path, { ...headers, 'content-type': type }, body);
        expect([port, path, status]).toEqual([port, path, 403]);
      }
    }
  });

  it('refuses unsigned calls of services that AWS does not serve unsigned', async () => {
    const port = Number(new URL(deployment.configuration.endpoint ?? '').port);
    expect(await statusOf(port, '/', { 'content-type': FORM }, 'Action=ListTopics')).toBe(403);
    expect(await statusOf(port, INVOKE, {}, '{}')).toBe(403);
  });

  it('does not let a page delete objects with a URL that it signed itself', async () => {
    const { key, bucket } = await deployment.process('uploads/user-7/kept.jpg', await jpegPhoto());
    const url = await getSignedUrl(deployment.s3, new GetObjectCommand({ Bucket: bucket, Key: key }));
    const removal = url.replace(`/${key}?`, '?delete&');
    const page = { origin: EVIL, 'content-type': 'text/plain' };
    const response = await fetch(removal, { method: 'POST', headers: page, body: '<Delete/>' });
    expect([response.status, await response.text()]).toEqual([
      403,
      expect.stringContaining('AccessForbidden'),
    ]);
  });

  it('serves uploaded objects in a sandbox, whatever type a link asks for', async () => {
    const { key, bucket } = await deployment.process('uploads/user-7/page.jpg', await jpegPhoto());
    const command = new GetObjectCommand({ Bucket: bucket, Key: key, ResponseContentType: 'text/html' });
    const response = await fetch(await getSignedUrl(deployment.s3, command));
    expect(response.status).toBe(200);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-security-policy')).toBe('sandbox');
  });

  it('shows photos in the console that were processed before it was opened, and those after', async () => {
    const state = async () => {
      const response = await fetch(`${await twin.up()}/console/state`);
      const { images, stages } = (await response.json()) as TwinSnapshot;
      return { shown: images.map(({ key, processingStatus }) => [key, processingStatus]), stages };
    };
    const [before, after] = ['uploads/user-7/before.jpg', 'uploads/user-7/after.jpg'];
    await deployment.process(before, await jpegPhoto());
    const opened = await state();
    expect(opened.shown).toContainEqual([before, 'COMPLETED']);
    expect(opened.stages).toEqual([]);
    await deployment.process(after, await jpegPhoto());
    expect((await state()).shown).toContainEqual([after, 'COMPLETED']);
  });
});
