// What every test gets: an engine and a platform of the worker's own, and people who are logged in.
import { test as base, type BrowserContext, type Locator, type Page } from '@playwright/test';
import { Api, type SignedIn } from './stack/api.ts';
import { Engine } from './stack/engine.ts';
import { furnish } from './stack/house.ts';
import { Platform } from './stack/platform.ts';

interface WorkerFixtures {
  /** What the machine is called as far as the platform sees; its own name where nothing is said. */
  hostname: string | undefined;
  engine: Engine;
  /** The shared platform; an administrator has set it up. */
  platform: Platform;
  /** Calls as that administrator. */
  admin: Api;
}

interface TestFixtures {
  /** A platform of the test's own that nobody has set up. */
  freshPlatform: Platform;
  /** Opens a page as somebody. */
  pageOf: (person: Api) => Promise<Page>;
  /** Starts a container that is removed after the test; answers its id. */
  container: (
    name: string,
    script: string,
    options?: Parameters<Engine['run']>[2],
  ) => Promise<string>;
}

/** Waits for its end without doing anything. */
export const QUIET = 'exec sleep 100000';
/** Logs a numbered line every 200 ms. */
export const CHATTY = 'i=0; while true; do i=$((i+1)); echo "request $i served"; sleep 0.2; done';

export const test = base.extend<TestFixtures, WorkerFixtures>({
  hostname: [undefined, { scope: 'worker', option: true }],
  engine: [
    // Playwright reads the names of other fixtures from the pattern.
    // eslint-disable-next-line no-empty-pattern
    async ({}, provide) => {
      const engine = await Engine.start();
      await furnish(engine);
      await provide(engine);
      await engine.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  platform: [
    async ({ engine, hostname }, provide) => {
      const platform = await Platform.start(engine.host, hostname);
      await provide(platform);
      await platform.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  admin: [
    async ({ platform }, provide) => {
      const login = { username: 'ada', password: 'an engine that weaves algebra' };
      await provide(await Api.setUp(platform.url, platform.setupToken, login));
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  freshPlatform: [
    async ({ engine }, provide) => {
      const platform = await Platform.start(engine.host);
      await provide(platform);
      await platform.stop();
    },
    { timeout: 120_000 },
  ],
  baseURL: async ({ platform }, provide) => {
    await provide(platform.url);
  },
  context: async ({ context, platform, admin }, provide) => {
    await enter(context, platform.url, admin.person);
    await provide(context);
  },
  pageOf: async ({ browser, platform, contextOptions }, provide) => {
    const contexts: BrowserContext[] = [];
    await provide(async (person) => {
      const context = await browser.newContext({ ...contextOptions, baseURL: platform.url });
      contexts.push(context);
      await enter(context, platform.url, person.person);
      return context.newPage();
    });
    await Promise.all(contexts.map((context) => context.close()));
  },
  container: async ({ engine }, provide) => {
    const names: string[] = [];
    await provide((name, script, options) => {
      names.push(name);
      return engine.run(name, script, options);
    });
    // A test may have removed or renamed its own.
    for (const name of names) await engine.remove(name);
  },
});

/** A row of a table, or its card on a phone, by the name that it links to or shows. */
export function rowOf(page: Page, name: string): Locator {
  return page.getByRole('row').filter({ has: page.getByText(name, { exact: true }) });
}

export async function enter(context: BrowserContext, url: string, person: SignedIn): Promise<void> {
  await context.addCookies([{ name: 'nebula_session', value: person.cookie, url }]);
}

export { expect } from '@playwright/test';
