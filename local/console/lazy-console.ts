import { type Console, createConsole } from './server';
import type { TwinView } from './twin-view';

/** The console, created at its first request, so that people who only use a shell do not wait for it. */
export function lazyConsole(view: TwinView): Pick<Console, 'handle'> {
  let made: Promise<Console> | undefined;
  return {
    async handle(request, response) {
      const path = request.url?.split('?')[0] ?? '/';
      if (path !== '/' && !path.startsWith('/console/')) return false;
      made ??= createConsole(view);
      return (await made).handle(request, response);
    },
  };
}
