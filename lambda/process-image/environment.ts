import * as z from 'zod/mini';
import { processingEnvironment } from '../runtime/processing-environment';

/** The environment of `process-image`. The stack's tests compare these keys with the synthesized ones. */
export const processImageEnvironment = z.object(processingEnvironment);
