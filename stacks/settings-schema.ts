import { z } from 'zod';
import type { UserIdSource } from '../lambda/domain/image-record';
import type { PreviewsFile } from '../lambda/runtime/previews-file';
import { contactSettings } from './setting-groups/contacts';
import { deliverySettings } from './setting-groups/delivery';
import { environmentSettings } from './setting-groups/environment';
import { integrationSettings } from './setting-groups/integrations';
import { operationSettings } from './setting-groups/operation';
import { originalSettings } from './setting-groups/originals';
import { previewSettings } from './setting-groups/previews';

/**
 * Every setting of a deployment, by the name of its environment variable. `docs/configuration.md` is generated from the
 * metadata: the `description`, the `allowed` values, and in `none` the effect of omitting the setting.
 */
export const settingsSchema = z.object({
  ...environmentSettings,
  ...previewSettings,
  ...originalSettings,
  ...contactSettings,
  ...operationSettings,
  ...deliverySettings,
  ...integrationSettings,
});

export type SettingName = keyof typeof settingsSchema.shape;

const DEVELOPMENT_ENVIRONMENT = 'dev';

/** The settings of one deployment, with all defaults. */
export type Settings = Omit<
  z.output<typeof settingsSchema>,
  'RETAIN_DATA' | 'CORS_ALLOWED_ORIGINS' | 'WEBHOOK_SECRET_NAME' | 'USER_ID_SOURCE'
> & {
  readonly USER_ID_SOURCE: UserIdSource;
  readonly RETAIN_DATA: boolean;
  readonly CORS_ALLOWED_ORIGINS: readonly string[];
  /** The content of `PREVIEWS_FILE`. */
  readonly PREVIEWS?: PreviewsFile;
  readonly WEBHOOK_SECRET_NAME: string;
};

/** Adds the defaults that depend on other settings. */
export const completeSettings = (given: z.output<typeof settingsSchema>): Settings => ({
  ...given,
  // Anyone who can sign in can upload, and must not be able to name another user.
  USER_ID_SOURCE: given.USER_ID_SOURCE ?? (given.SIGN_IN_ISSUER ? 'folder' : 'metadata'),
  RETAIN_DATA: given.RETAIN_DATA ?? given.ENVIRONMENT_SUFFIX !== DEVELOPMENT_ENVIRONMENT,
  CORS_ALLOWED_ORIGINS: given.CORS_ALLOWED_ORIGINS ?? [],
  WEBHOOK_SECRET_NAME: given.WEBHOOK_SECRET_NAME ?? `darkroom/${given.ENVIRONMENT_SUFFIX}/webhook`,
});
