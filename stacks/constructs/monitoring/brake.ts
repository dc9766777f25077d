import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission';
import { Construct } from 'constructs';
import type { Settings } from '../../settings';
import { LambdaFunction, type LambdaFunctionProps } from '../lambda-function';

/** Seconds for two requests to AWS, including retries. */
const TIMEOUT = 60;

export interface BrakeProps extends Pick<LambdaFunctionProps, 'name' | 'package' | 'encryptionKey'> {
  /** The number of attempts within an hour above which processing stops. */
  readonly maxImagesPerHour: number;
  /** The level and the retention of the logs. */
  readonly settings: Settings;
}

/**
 * The function `brake`, which an alarm invokes to stop processing. By itself it has no permission to do so: other
 * constructs grant it (`processor.grantStop(brake.fn)`).
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
