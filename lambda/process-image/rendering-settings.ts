import { MemoryBudget, ONE_VCPU_MEMORY_MB } from '../domain/previews/memory-budget';
import type { ProcessingDependencies } from '../domain/processing';
import { recipeBookOf } from '../runtime/recipe-settings';
import { CONCURRENT_UPLOADS } from './concurrent-uploads';
import type { ProcessImageEnvironment } from './environment';

type RenderingSettings = Pick<
  ProcessingDependencies,
  'recipes' | 'limits' | 'memory' | 'retentionDays' | 'userIdSource'
>;

/** The configured memory of the function in MB. The Lambda runtime sets the variable. */
const functionMemory = (): number =>
  Number(process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE ?? ONE_VCPU_MEMORY_MB);

/** Reads the settings of the use cases, and creates the memory budget that all images of the process share. */
export function renderingSettings(environment: ProcessImageEnvironment): RenderingSettings {
  const retentionDays = environment.METADATA_RETENTION_DAYS;
  return {
    recipes: recipeBookOf(environment),
    limits: {
      maxBytes: environment.MAX_IMAGE_SIZE,
      maxPixels: environment.MAX_IMAGE_PIXELS,
      maxFrames: environment.MAX_FRAMES,
      heicInput: environment.HEIC_INPUT,
    },
    memory: MemoryBudget.ofFunction(functionMemory(), CONCURRENT_UPLOADS, environment.MAX_IMAGE_SIZE),
    userIdSource: environment.USER_ID_SOURCE,
    ...(retentionDays && { retentionDays }),
  };
}
