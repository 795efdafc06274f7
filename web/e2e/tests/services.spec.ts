import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';

/** Other services' rows name it too, as what they lean on. */
const rowOf = (page: Page, service: string): Locator =>
  page.getByRole('row').filter({ has: page.getByRole('button', { name: service, exact: true }) });

test('a service that stops answering is down on every page that shows it, and recovers', async ({
  page,
  context,
  platform,
}) => {
  const home = await context.newPage();
  await home.goto('/');
  await page.goto('/services');
  for (const service of ['dashboard', 'monitoring', 'gpu-scheduler', 'postgresql', 'redis']) {
    await expect(rowOf(page, service)).toContainText('healthy');
  }
  const goOn = await platform.freeze('monitoring');
  try {
    await expect(rowOf(page, 'monitoring')).toContainText('down', { timeout: 30_000 });
    await page
      .getByRole('group', { name: 'State' })
      .getByRole('button', { name: /^Problems/ })
      .click();
    await expect(rowOf(page, 'monitoring')).toBeVisible();
    await expect(rowOf(page, 'gpu-scheduler')).toHaveCount(0);
    await expect(
      home
        .getByRole('main')
        .getByText(/monitoring.* down|monitoring is down/i)
        .first(),
    ).toBeVisible();
  } finally {
    await goOn();
  }
  await page.getByRole('group', { name: 'State' }).getByRole('button', { name: /^All/ }).click();
  await expect(rowOf(page, 'monitoring')).toContainText('healthy', { timeout: 30_000 });
});

test('a service that crashes comes back with another instance', async ({ page, platform }) => {
  await page.goto('/services?q=stream-bot');
  await expect(rowOf(page, 'stream-bot')).toContainText('healthy');
  const before = await platform.pid('stream-bot');
  const plugIn = await platform.unplug('stream-bot');
  try {
    await expect(rowOf(page, 'stream-bot')).toContainText('down');
  } finally {
    await plugIn();
  }
  await expect(rowOf(page, 'stream-bot')).toContainText('healthy', { timeout: 45_000 });
  expect(await platform.pid('stream-bot')).not.toBe(before);
});

test('a service opens with what it leans on', async ({ page }) => {
  await page.goto('/services');
  await rowOf(page, 'dashboard').getByRole('button', { name: 'dashboard' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('postgresql');
  await expect(dialog).toContainText('redis');
  await page.reload();
  await expect(dialog).toContainText('postgresql');
});
