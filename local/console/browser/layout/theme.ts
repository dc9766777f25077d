/** `auto` follows the system. */
export const THEMES = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const STORAGE_KEY = 'darkroom.theme';

/** Storage may be switched off; the theme is then forgotten with the page. */
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
    // Nothing is lost but the memory of it.
  }
}

/** The stylesheet does the rest. */
export function applyTheme(theme: Theme): void {
  if (theme === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
