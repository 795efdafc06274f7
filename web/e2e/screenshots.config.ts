import { defineConfig } from '@playwright/test';
import base from './playwright.config.ts';

/** Takes the pictures of the README: `npm run screenshots -w e2e`. */
export default defineConfig(base, {
  testDir: 'screenshots',
  outputDir: 'results/screenshots-failures',
  timeout: 480_000,
});
