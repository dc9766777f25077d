import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { PROJECT, type ResourceNames, resourceNames } from './names';
import { AWS_PROVIDER_VERSION } from './provider-version';
import type { Settings } from './settings';

/**
 * The base of every stack: resource names, default tags, and a provider for the region of the settings or another
 * one.
 */
export abstract class DarkroomStack extends TerraformStack {
  protected readonly names: ResourceNames;

  constructor(
    scope: Construct,
    id: string,
    protected readonly settings: Settings,
    region: string = settings.AWS_REGION,
  ) {
    super(scope, id);
    this.names = resourceNames(settings);
    new AwsProvider(this, 'aws', {
      region,
      defaultTags: [
        {
          tags: {
            ...settings.RESOURCE_TAGS,
            Project: PROJECT,
            Environment: settings.ENVIRONMENT_SUFFIX,
            ManagedBy: 'cdktf',
          },
        },
      ],
    });
    this.addOverride('terraform.required_providers.aws.version', AWS_PROVIDER_VERSION);
  }
}
