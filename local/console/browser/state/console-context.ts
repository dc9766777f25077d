import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { ApiClient } from '../api/api-client';
import type { ConsoleState } from './console-state';
import type { useRetries } from './use-retries';
import type { useUploads } from './use-uploads';

export interface ConsoleContextValue extends ReturnType<typeof useUploads>, ReturnType<typeof useRetries> {
  readonly state: ConsoleState;
  readonly api: ApiClient;
  /** Removes uploads that have ended from the list, by image id. */
  readonly closeUploads: (imageIds: readonly string[]) => void;
  /** Announces a text to screen readers. */
  readonly announce: (text: string) => void;
}

export const ConsoleContext = createContext<ConsoleContextValue | undefined>(undefined);

/** State and actions that every part of the page may use. */
export function useConsole(): ConsoleContextValue {
  const value = useContext(ConsoleContext);
  if (!value) throw new Error('A part of the console was drawn outside of it.');
  return value;
}
