import { createHash } from 'node:crypto';
import type * as inspecting from '../../lambda/domain/image/inspect';
import type * as rendering from '../../lambda/domain/previews/render-previews';

/**
 * Caches the results of inspecting and rendering by photo and plan, because the same two photos go through thousands of
 * histories. The deployed code makes each result once.
 */
const { inspect: realInspect } = jest.requireActual<typeof inspecting>('../../lambda/domain/image/inspect');
const { renderPreviews: realRenderPreviews } = jest.requireActual<typeof rendering>(
  '../../lambda/domain/previews/render-previews',
);

const images = new Map<string, ReturnType<typeof realInspect>>();
const previews = new Map<string, ReturnType<typeof realRenderPreviews>>();

const nameOf = (bytes: Buffer, ...more: readonly unknown[]): string =>
  createHash('md5').update(bytes).update(JSON.stringify(more)).digest('hex');

function remember<Value>(values: Map<string, Value>, name: string, make: () => Value): Value {
  const value = values.get(name) ?? make();
  values.set(name, value);
  return value;
}

export const inspect: typeof realInspect = (bytes, limits) =>
  remember(images, nameOf(bytes, limits), () => realInspect(bytes, limits));

export const renderPreviews: typeof realRenderPreviews = (bytes, image, plan, options) =>
  remember(previews, nameOf(bytes, plan, options?.focus), () =>
    realRenderPreviews(bytes, image, plan, options),
  );
