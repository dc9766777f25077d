import { useState } from 'preact/hooks';
import { applyTheme, rememberedTheme, rememberTheme, type Theme } from './theme';

const isDarkNow = (theme: Theme): boolean =>
  theme === 'auto' ? window.matchMedia('(prefers-color-scheme: dark)').matches : theme === 'dark';

/** Switches between light and dark, and stores the choice. */
export function ThemeToggle() {
  const [theme, setTheme] = useState(rememberedTheme);
  const isDark = isDarkNow(theme);
  const toggle = () => {
    const next = isDark ? 'light' : 'dark';
    setTheme(next);
    applyTheme(next);
    rememberTheme(next);
  };
  return (
    <button type="button" class="icon-button" aria-pressed={isDark} onClick={toggle} title="Lights on or off">
      <span class="visually-hidden">Dark mode</span>
      <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
        <circle cx="12" cy="12" r="8" fill="none" stroke="currentColor" stroke-width="1.75" />
        <path d="M12 4a8 8 0 0 1 0 16z" fill="currentColor" />
      </svg>
    </button>
  );
}
