/** The page before the twin's first response. */
export function Loading({ unreachable }: { readonly unreachable: boolean }) {
  return (
    <main class="loading" id="content">
      <span class="lamp" data-state={unreachable ? 'lost' : 'working'} aria-hidden="true" />
      <h1>{unreachable ? 'Darkroom is not running' : 'Darkroom'}</h1>
      <p role="status">
        {unreachable ? (
          <>
            Start it with <code>npm start</code>. This page connects by itself.
          </>
        ) : (
          'Letting your eyes adjust to the dark…'
        )}
      </p>
    </main>
  );
}
