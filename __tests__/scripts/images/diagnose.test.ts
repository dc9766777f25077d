import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { errorGroups } from '../../../scripts/images/diagnose/error-groups';
import { OperatedDarkroom } from '../../support/operator/operated-darkroom';

const errorLine = (fields: object): string =>
  JSON.stringify({ level: 'ERROR', message: 'failed', ...fields });

describe('diagnosing an alarm', () => {
  let operated: OperatedDarkroom;

  beforeEach(async () => {
    operated = await OperatedDarkroom.open();
  });
  afterEach(() => operated.close());

  const queueOf = async (QueueName: string): Promise<string> => {
    const { QueueUrl } = await operated.darkroom.sqs.send(new CreateQueueCommand({ QueueName }));
    return QueueUrl ?? '';
  };

  it('shows the errors of the function by cause, and what to do about each', async () => {
    for (const key of ['uploads/a.jpg', 'uploads/b.jpg']) {
      operated.endpoint.logs.add(
        '/aws/lambda/image-processor-dev',
        errorLine({ keys: [key], error: { message: `Could not read ${key}: AccessDenied` } }),
      );
    }
    const { exitCode, out } = await operated.run('images diagnose image-processing-processor-errors-dev');
    expect(out).toContain('2 x Could not read …: AccessDenied\n      uploads/a.jpg, uploads/b.jpg\n');
    expect(out).toContain('A permission is missing');
    expect(exitCode).toBe(1);
  });

  it('shows malformed dead letters, and how to get rid of them', async () => {
    const { sqs, deadLetterQueueUrl } = operated.darkroom;
    await sqs.send(new SendMessageCommand({ QueueUrl: deadLetterQueueUrl, MessageBody: 'poison' }));
    const { exitCode, out } = await operated.run('images diagnose dead-letters');
    expect(out).toContain('1 message malformed: The message is not JSON.');
    expect(out).toContain('npm run images -- redrive --discard-malformed');
    expect(out).not.toContain('move them back');
    expect(exitCode).toBe(1);
  });

  it('shows the photos that failed by reason', async () => {
    await operated.upload('uploads/ada/text.jpg', Buffer.from('a text'));
    const { exitCode, out } = await operated.run('images diagnose processing-errors');
    expect(out).toContain('1 x UNSUPPORTED_FORMAT');
    expect(out).toContain('uploads/ada/text.jpg, of ada');
    expect(exitCode).toBe(1);
  });

  it('says that an environment without a CDN has no alarm of one', async () => {
    const { exitCode, out } = await operated.run('images diagnose delivery-server-errors');
    expect(out).toContain('There is no CDN: DELIVERY is none.');
    expect(exitCode).toBe(0);
  });

  it('shows events that could not be delivered, and addresses that are not confirmed', async () => {
    const { sqs, client } = operated.darkroom;
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: await queueOf('image-processing-undelivered-dev'),
        MessageBody: '{}',
        MessageAttributes: {
          RULE_ARN: { DataType: 'String', StringValue: 'arn:aws:events:us-east-1:0:rule/bus/completed' },
          ERROR_CODE: { DataType: 'String', StringValue: 'NO_PERMISSIONS' },
        },
      }),
    );
    const sns = new SNSClient(client);
    await sns.send(new CreateTopicCommand({ Name: 'image-processing-notifications-dev' }));
    await sns.send(
      new SubscribeCommand({
        TopicArn: 'arn:aws:sns:us-east-1:000000000000:image-processing-notifications-dev',
        Protocol: 'email',
        Endpoint: 'photos@example.com',
      }),
    );
    sns.destroy();
    const { exitCode, out } = await operated.run('images diagnose undelivered');
    expect(out).toContain('1 x completed: NO_PERMISSIONS');
    expect(out).toContain('email photos@example.com');
    expect(exitCode).toBe(1);
  });

  it('says that there is nothing to do, beside the general advice, when it finds nothing', async () => {
    const { exitCode, out } = await operated.run('images diagnose processor-throttles');
    expect(out).toContain('0 messages in the uploads queue');
    expect(exitCode).toBe(0);
  });

  it('refuses a name that is no alarm', async () => {
    const { exitCode, err } = await operated.run('images diagnose sunspots');
    expect(err).toContain('Darkroom has no alarm named sunspots.');
    expect(exitCode).toBe(2);
  });
});

describe('errors in a log', () => {
  it('are grouped without the ids of one case, most frequent first', () => {
    const at = (messageId: string) =>
      errorLine({ messageId, keys: [], error: { message: `${messageId}: The message is not JSON.` } });
    const other = errorLine({ function_request_id: 'r-1', error: { message: 'No table.' } });
    expect(errorGroups([other, at('m-1'), at('m-2')])).toEqual([
      { cause: '…: The message is not JSON.', count: 2, subjects: ['m-1', 'm-2'] },
      { cause: 'No table.', count: 1, subjects: ['r-1'] },
    ]);
  });

  it('include calls that ended without a response, but not those whose handler threw', () => {
    const report = (record: object) => JSON.stringify({ type: 'platform.report', record });
    expect(
      errorGroups([
        report({ requestId: 'r-1', status: 'timeout' }),
        report({ requestId: 'r-2', status: 'error', errorType: 'Runtime.ExitError' }),
        report({ requestId: 'r-3', status: 'error', errorType: 'BatchFailedError' }),
        report({ requestId: 'r-4', status: 'success' }),
        'not JSON',
      ]).map(({ cause }) => cause),
    ).toEqual(['The function timed out.', 'The process of the function ended: Runtime.ExitError.']);
  });
});
