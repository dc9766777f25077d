import { type Console, createConsole } from './server';
import type { TwinView } from './twin-view';

/** The console, made when somebody first looks at it: who only uploads from a shell need not wait for it. */
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
