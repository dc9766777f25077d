import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { ApiClient } from './api/api-client';
import type { ConsoleState } from './state/console-state';
import type { LocalUpload } from './state/uploads';
import type { Retry } from './state/use-retries';

export interface ConsoleContextValue {
  readonly state: ConsoleState;
  readonly api: ApiClient;
  /** Files of this browser that the twin does not know of yet, or that were refused. */
  readonly uploads: readonly LocalUpload[];
  readonly upload: (files: readonly File[]) => void;
  /** Whose photos are uploaded; nobody's when empty. */
  readonly userId: string;
  readonly setUserId: (userId: string) => void;
  readonly dismissUpload: (id: number) => void;
  /** What was tried again, by key. */
  readonly retries: ReadonlyMap<string, Retry>;
  readonly retry: (key: string) => Promise<void>;
  /** Tells people who listen instead of look. */
  readonly announce: (text: string) => void;
}

export const ConsoleContext = createContext<ConsoleContextValue | undefined>(undefined);

/** What every part of the page may use. */
export function useConsole(): ConsoleContextValue {
  const value = useContext(ConsoleContext);
  if (!value) throw new Error('A part of the console was drawn outside of it.');
  return value;
}
