/** `auto` follows the system. */
const THEMES = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const STORAGE_KEY = 'darkroom.theme';

/** Storage may be disabled. The theme is then forgotten with the page. */
export function rememberedTheme(): Theme {
  try {
    const remembered = localStorage.getItem(STORAGE_KEY);
    return THEMES.find((theme) => theme === remembered) ?? 'auto';
  } catch {
    return 'auto';
  }
}

export function rememberTheme(theme: Theme): void {
  try {
    localStorage.setItem(STORAGE_KEY, theme);
  } catch {
    // Only the next visit is affected: it uses the system's theme.
  }
}

/** The stylesheet does the rest. */
export function applyTheme(theme: Theme): void {
  if (theme === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
