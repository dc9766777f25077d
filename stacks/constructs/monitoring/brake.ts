import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission';
import { Construct } from 'constructs';
import type { Settings } from '../../settings';
import { LambdaFunction, type LambdaFunctionProps } from '../lambda-function';

/** Two requests to AWS, each of which may be repeated. */
const TIMEOUT = 60;

export interface BrakeProps extends Pick<LambdaFunctionProps, 'name' | 'package' | 'encryptionKey'> {
  /** Attempts within an hour above which processing stops. */
  readonly maxImagesPerHour: number;
  /** The level of the logs, and how long they are kept. */
  readonly settings: Settings;
}

/**
 * The function `brake`, which an alarm invokes to stop processing. It may do nothing else: constructs grant it their
 * switch (`processor.grantStop(brake.fn)`).
 */
export class Brake extends Construct {
  readonly fn: LambdaFunction;
  readonly maxImagesPerHour: number;

  constructor(scope: Construct, id: string, props: BrakeProps) {
    super(scope, id);
    this.maxImagesPerHour = props.maxImagesPerHour;
    this.fn = new LambdaFunction(this, 'brake', {
      name: props.name,
      description: 'Stops processing when there are more images within an hour than allowed.',
      package: props.package,
      timeout: TIMEOUT,
      environment: { LOG_LEVEL: props.settings.LOG_LEVEL, POWERTOOLS_SERVICE_NAME: 'brake' },
      settings: props.settings,
      encryptionKey: props.encryptionKey,
    });
  }

  /** Lets an alarm of the account invoke the function. */
  admitAlarm(alarmArn: string, accountId: string): void {
    new LambdaPermission(this, 'alarm', {
      statementId: 'AllowAlarm',
      action: 'lambda:InvokeFunction',
      functionName: this.fn.functionName,
      principal: 'lambda.alarms.cloudwatch.amazonaws.com',
      sourceArn: alarmArn,
      sourceAccount: accountId,
    });
  }
}
