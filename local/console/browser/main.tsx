import { render } from 'preact';
import { App } from './app';

// The photos come back to the same strip by themselves, and every other page starts at its top.
history.scrollRestoration = 'manual';

const place = document.getElementById('app');
if (place) render(<App />, place);
