import { applyTheme, rememberedTheme } from './layout/theme';

// Runs before the page is painted, so that the page never shows the wrong theme first.
applyTheme(rememberedTheme());
