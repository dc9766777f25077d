import { useEffect, useRef } from 'preact/hooks';
import { type GalleryFilter, STATUS_FILTERS, type StatusFilter } from '../parts/filter';
import { isTyping } from '../parts/is-typing';
import { STATUS_WORDS } from '../parts/status-words';

interface ToolbarProps {
  readonly filter: GalleryFilter;
  readonly users: readonly string[];
  readonly onChange: (filter: GalleryFilter) => void;
}

const wordOf = (status: StatusFilter): string => (status === 'ALL' ? 'All' : STATUS_WORDS[status]);

/** The filter of the photos. The key `/` moves the focus to the search field. */
export function Toolbar({ filter, users, onChange }: ToolbarProps) {
  const search = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== '/' || isTyping(event.target)) return;
      event.preventDefault();
      search.current?.focus();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);

  return (
    <search class="toolbar" aria-label="Filter photos">
      <fieldset class="segments">
        <legend class="visually-hidden">Status</legend>
        {STATUS_FILTERS.map((status) => (
          <label key={status}>
            <input
              type="radio"
              name="status"
              checked={filter.status === status}
              onChange={() => onChange({ ...filter, status })}
            />
            <span>{wordOf(status)}</span>
          </label>
        ))}
      </fieldset>
      {users.length > 0 && (
        <label class="field">
          <span class="visually-hidden">User</span>
          <select
            value={filter.userId}
            onChange={({ currentTarget }) => onChange({ ...filter, userId: currentTarget.value })}
          >
            <option value="">Everybody</option>
            {users.map((user) => (
              <option key={user} value={user}>
                {user}
              </option>
            ))}
          </select>
        </label>
      )}
      <label class="field search-field">
        <span class="visually-hidden">Search by key</span>
        <input
          ref={search}
          type="search"
          placeholder="Search by key"
          aria-keyshortcuts="/"
          value={filter.text}
          onInput={({ currentTarget }) => onChange({ ...filter, text: currentTarget.value })}
        />
      </label>
    </search>
  );
}
