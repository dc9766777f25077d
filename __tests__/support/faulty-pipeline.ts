import type fc from 'fast-check';
import { ServiceError } from '../../lambda/domain/errors';
import type { EventPublisher, ImageCatalog, ImageStore } from '../../lambda/domain/ports';
import type { ProcessingDependencies } from '../../lambda/domain/processing';

/** The fault of one attempt: its nth call fails, before or after it took effect. */
export interface Fault {
  readonly call: number;
  readonly takesEffect: boolean;
}

type Ports = Pick<ProcessingDependencies, 'store' | 'catalog' | 'publisher'>;

/**
 * The ports of one attempt. Every call waits for the scheduler, so that attempts interleave in every way, and one call may
 * fail.
 */
export function faultyPorts(ports: Ports, scheduler: fc.Scheduler, fault: Fault | undefined): Ports {
  let calls = 0;
  const wrap = <Port extends ImageStore | ImageCatalog | EventPublisher>(port: Port): Port =>
    new Proxy(port, {
      get(target, name) {
        const method = Reflect.get(target, name) as unknown;
        if (typeof method !== 'function') return method;
        return async (...parameters: unknown[]) => {
          calls += 1;
          const fails = calls === fault?.call;
          await scheduler.schedule(Promise.resolve(), String(name));
          if (fails && !fault.takesEffect) throw new ServiceError(`${String(name)} failed`);
          const result: unknown = await method.apply(target, parameters);
          if (fails) throw new ServiceError(`the response of ${String(name)} was lost`);
          return result;
        };
      },
    });
  return { store: wrap(ports.store), catalog: wrap(ports.catalog), publisher: wrap(ports.publisher) };
}
