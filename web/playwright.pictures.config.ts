// Takes the pictures of docs/pictures; no test of anything.
import { defineConfig } from '@playwright/test';
import base from './playwright.config';

export default defineConfig({ ...base, testDir: 'e2e/pictures', testIgnore: undefined });
