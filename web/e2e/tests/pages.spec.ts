// Every page, in both sizes: it says what it should, axe finds nothing serious, nothing goes wrong in the
// console. The pictures are in results/screenshots.
import type { Page } from '@playwright/test';
import { expect, rowOf, test as base } from '../fixtures.ts';
import { inspect } from '../look.ts';
import { invite } from '../stack/house.ts';

const test = base.extend<{ quietConsole: void }, { guests: void; recording: string }>({
  contextOptions: { reducedMotion: 'reduce' },
  guests: [
    async ({ admin }, provide) => {
      await invite(admin);
      await provide();
    },
    { scope: 'worker', auto: true },
  ],
  /** The id of a recorded terminal. */
  recording: [
    async ({ browser, platform, admin }, provide) => {
      const context = await browser.newContext({ baseURL: platform.url });
      await context.addCookies([
        { name: 'nebula_session', value: admin.person.cookie, url: platform.url },
      ]);
      const page = await context.newPage();
      await page.goto('/containers');
      await openContainer(page, 'shop-api');
      await page
        .getByRole('navigation', { name: 'Container' })
        .getByRole('link', { name: 'Terminal' })
        .click();
      await page.getByRole('button', { name: 'Open', exact: true }).click();
      const input = page.getByRole('textbox', { name: 'Terminal input' });
      await expect(page.getByText('This terminal is recorded')).toBeVisible();
      for (const line of ['uname -a', 'ls -l /', 'ps', 'exit']) {
        await input.pressSequentially(`${line}\n`, { delay: 15 });
        await expect(page.locator('.xterm-rows')).toContainText(line);
      }
      await expect(page.getByRole('status').filter({ hasText: 'exited' })).toBeVisible();
      await context.close();
      const { items } = await admin.call<{ items: { id: string; container_name: string }[] }>(
        'GET',
        '/api/v1/recordings',
      );
      await provide(items.find((each) => each.container_name === 'shop-api')?.id ?? '');
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  quietConsole: [
    async ({ page }, provide) => {
      const said: string[] = [];
      page.on('pageerror', (error) => said.push(error.message));
      page.on('console', (message) => {
        // What a page asks for and is told is not there is a state, and pictured as one.
        const expected = /status of (401|403|404|409)/.test(message.text());
        if (message.type() === 'error' && !expected) said.push(message.text());
      });
      await provide();
      expect(said, 'errors in the console').toEqual([]);
    },
    { auto: true },
  ],
});

async function openContainer(page: Page, name: string): Promise<void> {
  await rowOf(page, name).getByRole('link', { name, exact: true }).click();
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
}

const heading = (page: Page, name: string | RegExp): Promise<void> =>
  expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();

test('setup', async ({ browser, freshPlatform }) => {
  const context = await browser.newContext({ baseURL: freshPlatform.url, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(`/setup#token=${freshPlatform.setupToken}`);
  await inspect(page, 'setup-checks', () =>
    expect(page.getByRole('button', { name: 'Go on' })).toBeEnabled(),
  );
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByLabel('Password', { exact: true }).fill('short');
  await page.getByLabel('Password again').focus();
  await inspect(page, 'setup-administrator', () =>
    expect(page.getByLabel('Setup token')).toBeVisible(),
  );
  await context.close();
});

test('login', async ({ page, context }) => {
  await context.clearCookies();
  await page.goto('/');
  await inspect(page, 'login', () =>
    expect(page.getByRole('heading', { name: 'Log in' })).toBeVisible(),
  );
  await page.getByLabel('Username').fill('nobody');
  await page.getByLabel('Password', { exact: true }).fill('guessing this one');
  await page.getByRole('button', { name: 'Log in' }).click();
  await inspect(page, 'login-refused', () => expect(page.getByRole('alert')).toBeVisible());
});

test('home', async ({ page }) => {
  await page.goto('/');
  await inspect(page, 'home', async () => {
    await expect(page.getByText('All well')).toBeAttached();
    await expect(page.getByText('jellyfin').first()).toBeVisible();
    await expect(page.getByText('monitoring').first()).toBeAttached();
  });
});

test('containers', async ({ page }) => {
  await page.goto('/containers');
  await inspect(page, 'containers', async () => {
    await expect(rowOf(page, 'caddy')).toContainText('healthy');
    await expect(rowOf(page, 'caddy')).toContainText('MiB');
  });
  await page.getByRole('checkbox', { name: 'Choose caddy' }).click();
  await page.getByRole('checkbox', { name: 'Choose jellyfin' }).click();
  await inspect(page, 'containers-chosen', async () => {
    const bar = page.getByRole('toolbar', { name: 'Actions for the chosen rows' });
    for (const action of ['Stop', 'Remove', 'Clear']) {
      await expect(bar.getByRole('button', { name: action })).toBeInViewport({ ratio: 1 });
    }
  });
});

const TABS: [string, (page: Page) => Promise<void>][] = [
  ['Overview', (page) => expect(page.getByRole('main')).toContainText('DATABASE_URL')],
  ['Logs', (page) => expect(page.getByRole('log')).toContainText('GET /api/products')],
  [
    'Stats',
    (page) =>
      expect(page.getByRole('img', { name: 'CPU of shop-api' }).locator('canvas')).toBeVisible(),
  ],
  [
    'Terminal',
    (page) => expect(page.getByRole('button', { name: 'Open', exact: true })).toBeVisible(),
  ],
  ['Files', (page) => expect(page.getByRole('row').filter({ hasText: 'srv' })).toBeVisible()],
  ['Inspect', (page) => expect(page.getByRole('main')).toContainText('HostConfig')],
];

for (const [tab, ready] of TABS) {
  test(`container, ${tab}`, async ({ page }) => {
    await page.goto('/containers');
    await openContainer(page, 'shop-api');
    await page
      .getByRole('navigation', { name: 'Container' })
      .getByRole('link', { name: tab })
      .click();
    await inspect(page, `container-${tab.toLowerCase()}`, () => ready(page));
  });
}

test('container that failed', async ({ page }) => {
  await page.goto('/containers');
  await openContainer(page, 'importer');
  await inspect(page, 'container-failed', () =>
    expect(page.getByRole('main')).toContainText('exited (3)'),
  );
});

test('a terminal that is open', async ({ page }) => {
  await page.goto('/containers');
  await openContainer(page, 'shop-api');
  await page
    .getByRole('navigation', { name: 'Container' })
    .getByRole('link', { name: 'Terminal' })
    .click();
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(page.getByText('This terminal is recorded')).toBeVisible();
  await page.getByRole('textbox', { name: 'Terminal input' }).pressSequentially('ls -l /\n');
  await inspect(page, 'terminal-open', () =>
    expect(page.locator('.xterm-rows')).toContainText('srv'),
  );
});

test('image', async ({ page }) => {
  await page.goto('/images?q=shop-api');
  await page
    .getByRole('link', { name: /example\/shop-api/ })
    .first()
    .click();
  await inspect(page, 'image', () => heading(page, /example\/shop-api/));
});

test('recordings', async ({ page, recording }) => {
  await page.goto('/recordings');
  await inspect(page, 'recordings', () =>
    expect(page.getByRole('table').locator(`a[href="/recordings/${recording}"]`)).toBeVisible(),
  );
});

test('recording', async ({ page, recording }) => {
  await page.goto(`/recordings/${recording}`);
  await inspect(page, 'recording', () =>
    expect(page.locator('.xterm-rows')).toContainText('uname'),
  );
});

const LISTS: [string, string, string, RegExp][] = [
  ['images', '/images', 'Images', /jellyfin/],
  ['volumes', '/volumes', 'Volumes', /media-library/],
  ['networks', '/networks', 'Networks', /media_default/],
  ['services', '/services', 'Services', /gpu-scheduler/],
  ['users', '/users', 'Users', /mara/],
  ['roles', '/roles', 'Roles', /developer/],
  ['api-keys', '/api-keys', 'API keys', /Home Assistant/],
  ['audit', '/audit', 'Audit log', /user.create/],
  ['account', '/account', 'Account', /this one/],
  ['settings', '/settings', 'Settings', /Keep recordings for/],
];

for (const [name, path, title, shown] of LISTS) {
  test(title, async ({ page }) => {
    await page.goto(path);
    await inspect(page, name, async () => {
      await heading(page, title);
      await expect(page.getByRole('main')).toContainText(shown);
    });
  });
}

const DIALOGS: [string, string, (page: Page) => Promise<void>][] = [
  [
    'create-container',
    '/containers',
    (page) => page.getByRole('button', { name: 'Create', exact: true }).click(),
  ],
  [
    'pull-image',
    '/images',
    (page) => page.getByRole('button', { name: 'Pull', exact: true }).click(),
  ],
  ['prune-images', '/images', (page) => page.getByRole('button', { name: 'Prune' }).click()],
  [
    'create-volume',
    '/volumes',
    (page) => page.getByRole('button', { name: 'Create', exact: true }).click(),
  ],
  [
    'create-network',
    '/networks',
    (page) => page.getByRole('button', { name: 'Create', exact: true }).click(),
  ],
  [
    'create-user',
    '/users',
    (page) => page.getByRole('button', { name: 'Create', exact: true }).click(),
  ],
  [
    'create-key',
    '/api-keys',
    (page) => page.getByRole('button', { name: 'Create', exact: true }).click(),
  ],
  ['two-factor', '/account', (page) => page.getByRole('button', { name: 'Turn on' }).click()],
  [
    'service',
    '/services',
    (page) => page.getByRole('button', { name: 'dashboard', exact: true }).click(),
  ],
  ['audit-entry', '/audit', (page) => page.getByRole('table').getByRole('button').first().click()],
  ['palette', '/containers', (page) => page.keyboard.press('ControlOrMeta+k')],
  ['keys', '/containers', (page) => page.keyboard.press('?')],
];

for (const [name, path, open] of DIALOGS) {
  test(`dialog ${name}`, async ({ page }) => {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByText('All well')).toBeAttached();
    await open(page);
    await inspect(page, `dialog-${name}`, () => expect(page.getByRole('dialog')).toBeVisible());
  });
}

test('a page that is not for the role', async ({ pageOf, admin }) => {
  const page = await pageOf(await admin.createPerson('viewer', 'look-viewer'));
  await page.goto('/users');
  await inspect(page, 'forbidden', () => heading(page, 'This page is not for your role'));
});

test('an address of nothing', async ({ page }) => {
  await page.goto('/no/such/page');
  await inspect(page, 'not-found', () => heading(page, 'Nothing is here'));
});

test('a container that is gone', async ({ page }) => {
  await page.goto(`/containers/local/${'0'.repeat(64)}`);
  await inspect(page, 'container-gone', () => heading(page, 'This container is gone'));
});
