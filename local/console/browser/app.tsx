import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import { ApiClient } from './api/api-client';
import { ConnectionBanner } from './layout/connection-banner';
import { DropZone } from './layout/drop-zone';
import { Header } from './layout/header';
import { Loading } from './layout/loading';
import { useRoute } from './routing/use-route';
import { connect } from './state/connection';
import { ConsoleContext, type ConsoleContextValue } from './state/console-context';
import type { ConsoleState } from './state/console-state';
import { withClosed } from './state/finished-uploads';
import { useRetries } from './state/use-retries';
import { useUploads } from './state/use-uploads';
import { View } from './view';

export function App() {
  const [state, setState] = useState<ConsoleState>();
  const [spoken, setSpoken] = useState('');
  const [unreachable, setUnreachable] = useState(false);
  const route = useRoute();
  const announce = useCallback((text: string) => setSpoken(text), []);

  useEffect(() => connect({ onState: setState, onOutcome: announce, onUnreachable: setUnreachable }), []);

  const apiPath = state?.info.apiPath;
  const api = useMemo(() => new ApiClient(apiPath ?? ''), [apiPath]);
  const uploads = useUploads(api, state, announce);
  const retries = useRetries(api, announce);
  const closeUploads = useCallback(
    (imageIds: readonly string[]) => setState((known) => known && withClosed(known, imageIds)),
    [],
  );

  if (!state) return <Loading unreachable={unreachable} />;
  const value: ConsoleContextValue = { state, api, announce, closeUploads, ...uploads, ...retries };
  return (
    <ConsoleContext.Provider value={value}>
      <button type="button" class="skip-link" onClick={focusContent}>
        Skip to content
      </button>
      <Header place={route?.place} />
      <ConnectionBanner connection={state.connection} />
      <View route={route} />
      <DropZone onFiles={uploads.upload} />
      <LiveRegion text={spoken} />
    </ConsoleContext.Provider>
  );
}

/** Read by screen readers whenever the text changes; not visible. */
function LiveRegion({ text }: { readonly text: string }) {
  return (
    <div class="visually-hidden" role="status" aria-live="polite">
      {text}
    </div>
  );
}

/** Called by a button, not a link, because the address after `#` is the route. */
function focusContent(): void {
  document.getElementById('content')?.focus();
}
