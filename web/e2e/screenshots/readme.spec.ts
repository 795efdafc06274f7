// The pictures that the README shows, of a platform that has been running for a while.
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, rowOf, test } from '../fixtures.ts';
import { SIZES } from '../look.ts';
import { invite } from '../stack/house.ts';

const FOLDER = resolve(import.meta.dirname, '../../../docs/screenshots');
const LARGEST_BYTES = 300_000;

test.use({ contextOptions: { reducedMotion: 'reduce' }, hostname: 'orion' });

async function take(page: Page, name: string): Promise<void> {
  const path = `${FOLDER}/${name}.png`;
  await page.mouse.move(0, 0);
  await page.screenshot({ path, animations: 'disabled' });
  expect((await stat(path)).size, `${name}.png`).toBeLessThan(LARGEST_BYTES);
}

async function openContainer(page: Page, name: string, tab: string): Promise<void> {
  await page.goto('/containers');
  await rowOf(page, name).getByRole('link', { name, exact: true }).click();
  const tabs = page.getByRole('navigation', { name: 'Container' });
  await tabs.getByRole('link', { name: tab }).click();
}

test('pictures', async ({ page, browser, admin, platform }) => {
  await invite(admin);
  await page.goto('/');
  await expect(page.getByText('All well')).toBeVisible();
  // The lines of the last minute are what the page is about.
  await expect
    .poll(() => page.evaluate(() => performance.now()), { timeout: 120_000, intervals: [1_000] })
    .toBeGreaterThan(75_000);
  // And a machine that compiles meanwhile is no fair picture.
  await expect(async () => {
    const shown = await page.getByRole('main').innerText();
    expect(Number(/CPU\s+([\d.]+) %/.exec(shown)?.[1])).toBeLessThan(40);
    await take(page, 'overview');
  }).toPass({ timeout: 300_000 });

  await page.getByRole('link', { name: 'All containers' }).click();
  await expect(rowOf(page, 'caddy')).toContainText('MiB');
  await expect(rowOf(page, 'caddy')).toContainText('healthy');
  await take(page, 'containers');

  await openContainer(page, 'shop-api', 'Logs');
  await expect(page.getByRole('log')).toContainText('WARN');
  await take(page, 'logs');

  await openContainer(page, 'shop-api', 'Terminal');
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  const input = page.getByRole('textbox', { name: 'Terminal input' });
  const screen = page.locator('.xterm-rows');
  await expect(page.getByText('This terminal is recorded')).toBeVisible();
  await input.pressSequentially(
    `PS1="$(printf '\\033[1;35mshop-api\\033[0m \\033[36m$ \\033[0m')"; clear\n`,
  );
  await expect(screen).not.toContainText('PS1');
  for (const [command, answer] of [
    ['uptime', 'load average'],
    ['ls -l --color=always /', 'var'],
    ['free -m', 'Mem:'],
    ['echo "hello from inside the container"', 'hello'],
  ] as const) {
    await input.pressSequentially(`${command}\n`);
    await expect(screen).toContainText(answer);
  }
  await take(page, 'terminal');

  await page.goto('/roles');
  await expect(page.getByRole('radiogroup', { name: 'Containers for developer' })).toBeVisible();
  await take(page, 'permissions');

  const phone = await browser.newContext({
    baseURL: platform.url,
    viewport: SIZES.phone,
    deviceScaleFactor: 2,
    hasTouch: true,
    isMobile: true,
    reducedMotion: 'reduce',
  });
  await phone.addCookies([
    { name: 'nebula_session', value: admin.person.cookie, url: platform.url },
  ]);
  const pocket = await phone.newPage();
  await pocket.goto('/containers');
  await expect(rowOf(pocket, 'caddy')).toContainText('MiB');
  await take(pocket, 'phone');
  await phone.close();
});
