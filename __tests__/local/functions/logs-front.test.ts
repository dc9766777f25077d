import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { credentialsOf } from '../../../local/foundation/credentials';
import { closeServer, LOOPBACK, listenOnLoopback } from '../../../local/foundation/loopback';
import { FunctionLogs } from '../../../local/functions/function-logs';
import { logPattern } from '../../../local/functions/log-pattern';
import { logsFront } from '../../../local/functions/logs-front';
import { Gateway } from '../../../local/gateway/gateway';

const GROUP = '/aws/lambda/processor';

describe('the logs of functions', () => {
  const logs = new FunctionLogs();
  const gateway = new Gateway();
  let client: CloudWatchLogsClient;

  beforeAll(async () => {
    const port = await listenOnLoopback(gateway.server, 0);
    gateway.open({ s3: async () => {}, others: { logs: logsFront(logs, [GROUP]) } });
    client = new CloudWatchLogsClient({
      endpoint: `http://${LOOPBACK}:${port}`,
      region: 'us-east-1',
      credentials: credentialsOf('test'),
    });
    for (const line of ['one', 'two ERROR', 'three', 'four ERROR']) logs.add(GROUP, line);
  });
  afterAll(() => {
    client.destroy();
    return closeServer(gateway.server);
  });

  const filter = (input: object) =>
    client.send(new FilterLogEventsCommand({ logGroupName: GROUP, ...input }));

  it('are filtered by a pattern, oldest first', async () => {
    const { events = [] } = await filter({ filterPattern: 'ERROR' });
    expect(events.map(({ message }) => message)).toEqual(['two ERROR', 'four ERROR']);
  });

  it('come in pages, each line once', async () => {
    const first = await filter({ limit: 3 });
    const second = await filter({ limit: 3, nextToken: first.nextToken });
    const lines = [...(first.events ?? []), ...(second.events ?? [])].map(({ message }) => message);
    expect(lines).toEqual(['one', 'two ERROR', 'three', 'four ERROR']);
    expect(second.nextToken).toBeUndefined();
  });

  it('begin at the start time', async () => {
    expect((await filter({ startTime: Date.now() + 60_000 })).events).toEqual([]);
  });

  it('are refused for a group that is not there, and for a pattern that the twin cannot apply', async () => {
    await expect(filter({ logGroupName: '/aws/lambda/none' })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    await expect(filter({ filterPattern: '{ $.level = "ERROR" }' })).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
  });
});

describe('a filter pattern', () => {
  it.each([
    ['plain terms must all occur', 'a b', ['a b', 'b a c'], ['a', 'b']],
    ['quoted terms may have blanks', '"goes back"', ['it goes back'], ['back it goes']],
    ['of optional terms one must occur', '?ERROR ?"timed out"', ['ERROR', 'timed out'], ['fine']],
    ['excluded terms must not occur', 'ERROR -noise', ['ERROR'], ['ERROR noise']],
    ['without terms admits every line', '', ['anything'], []],
  ])('%s', (_, pattern, admitted, refused) => {
    const matches = logPattern(pattern);
    expect(admitted.filter(matches)).toEqual(admitted);
    expect(refused.filter(matches)).toEqual([]);
  });
});
