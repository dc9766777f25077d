import { applyTheme, rememberedTheme } from './layout/theme';

// Runs before the page is painted, so that a remembered theme never flashes in from the other one.
applyTheme(rememberedTheme());
