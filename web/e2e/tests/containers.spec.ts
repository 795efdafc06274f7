import type { Locator, Page } from '@playwright/test';
import { QUIET, expect, rowOf, test } from '../fixtures.ts';

const names = (page: Page): Locator =>
  page.getByRole('table', { name: 'Containers' }).getByRole('link').filter({ hasNotText: '→' });

test.beforeEach(async ({ page }) => {
  await page.goto('/containers');
  await expect(rowOf(page, 'caddy')).toBeVisible();
});

test('search and filters narrow the list, stay in the address and survive a reload', async ({
  page,
}) => {
  await page.getByRole('searchbox', { name: 'Search containers' }).fill('grafana');
  await expect(names(page)).toHaveText(['grafana']);
  await expect(page).toHaveURL(/q=grafana/);

  await page.getByRole('searchbox', { name: 'Search containers' }).fill('');
  await page
    .getByRole('group', { name: 'Status' })
    .getByRole('button', { name: /^Stopped/ })
    .click();
  await expect(names(page)).toHaveText(['importer', 'nightly-backup']);
  await expect(rowOf(page, 'importer')).toContainText('exited (3)');

  await page.reload();
  await expect(names(page)).toHaveText(['importer', 'nightly-backup']);
  await page.getByRole('group', { name: 'Status' }).getByRole('button', { name: /^All/ }).click();

  await page.getByRole('button', { name: 'Project' }).click();
  await page.getByRole('menuitem', { name: 'media' }).click();
  await expect(names(page)).toHaveText(['jellyfin', 'sonarr']);
  await expect(page).toHaveURL(/project=media/);

  await page.getByRole('searchbox', { name: 'Search containers' }).fill('no such thing');
  await expect(page.getByText('No container matches')).toBeVisible();
  await page.getByRole('button', { name: 'Clear the filters' }).click();
  await expect(rowOf(page, 'caddy')).toBeVisible();
  await expect(page).not.toHaveURL(/project=|q=/);
});

test('a head sorts up, then down, and says so', async ({ page }) => {
  const head = page.getByRole('columnheader', { name: 'Name' });
  await head.getByRole('button').click();
  await expect(head).toHaveAttribute('aria-sort', 'ascending');
  await expect(names(page).first()).toHaveText('caddy');
  await head.getByRole('button').click();
  await expect(head).toHaveAttribute('aria-sort', 'descending');
  await expect(names(page).first()).toHaveText('vaultwarden');
  await page.reload();
  await expect(head).toHaveAttribute('aria-sort', 'descending');
  await expect(names(page).first()).toHaveText('vaultwarden');
});

test('chosen containers are stopped together, and undo starts them again', async ({
  page,
  container,
  engine,
}) => {
  await container('bulk-one', QUIET);
  await container('bulk-two', QUIET);
  await page.getByRole('searchbox', { name: 'Search containers' }).fill('bulk-');
  await page.getByRole('checkbox', { name: 'Choose bulk-one' }).click();
  await page.getByRole('checkbox', { name: 'Choose bulk-two' }).click();
  const bar = page.getByRole('toolbar', { name: 'Actions for the chosen rows' });
  await expect(bar).toContainText('2 chosen');
  await bar.getByRole('button', { name: 'Stop' }).click();
  await expect(rowOf(page, 'bulk-one')).toContainText('exited');
  await expect(rowOf(page, 'bulk-two')).toContainText('exited');
  expect(await engine.state('bulk-one')).toBe('exited');

  const notice = page.getByRole('region', { name: 'Notifications' });
  await expect(notice).toContainText('2 containers stopped');
  await notice.getByRole('button', { name: 'Undo' }).click();
  await expect(rowOf(page, 'bulk-one')).toContainText('running');
  await expect(rowOf(page, 'bulk-two')).toContainText('running');
  expect(await engine.state('bulk-two')).toBe('running');
});

test('removing asks once, names the container and removes it', async ({
  page,
  container,
  engine,
}) => {
  await container('short-lived', QUIET);
  const row = rowOf(page, 'short-lived');
  await row.getByRole('button', { name: /Actions/ }).click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('short-lived');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(row).toBeVisible();

  await row.getByRole('button', { name: /Actions/ }).click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  const confirmation = dialog.getByRole('textbox');
  if (await confirmation.isVisible()) await confirmation.fill('short-lived');
  await dialog.getByRole('button', { name: /Remove/ }).click();
  await expect(row).toHaveCount(0);
  await expect(() =>
    expect(engine.state('short-lived')).rejects.toThrow(/no such object/i),
  ).toPass();
});

test('everything goes by keyboard', async ({ page }) => {
  await page.keyboard.press('/');
  const search = page.getByRole('searchbox', { name: 'Search containers' });
  await expect(search).toBeFocused();
  await search.fill('media');
  await expect(names(page)).toHaveText(['jellyfin', 'sonarr']);
  await page.keyboard.press('Escape');
  await search.blur();
  await search.fill('media');
  await search.blur();

  await page.keyboard.press('j');
  await expect(rowOf(page, 'jellyfin')).toBeFocused();
  await page.keyboard.press('j');
  await expect(rowOf(page, 'sonarr')).toBeFocused();
  await page.keyboard.press('k');
  await page.keyboard.press('.');
  await expect(page.getByRole('menuitem', { name: 'Logs' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menuitem', { name: 'Logs' })).toHaveCount(0);
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'jellyfin', level: 1 })).toBeVisible();

  await page.keyboard.press('g');
  await page.keyboard.press('c');
  await expect(page).toHaveURL(/\/containers/);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toContainText('Search and commands');
});

test('on a phone the rows are cards that do the same', async ({ page, container, engine }) => {
  await container('pocket', QUIET);
  await page.setViewportSize({ width: 390, height: 844 });
  const card = rowOf(page, 'pocket');
  await page.getByRole('searchbox', { name: 'Search containers' }).fill('pocket');
  await expect(card).toContainText('running');
  await expect(card).toContainText('CPU');
  const box = await card.boundingBox();
  expect(box?.width).toBeGreaterThan(330);
  expect(box?.height).toBeGreaterThan(80);
  await card.getByRole('button', { name: /Actions/ }).click();
  await page.getByRole('menuitem', { name: 'Stop' }).click();
  await expect(card).toContainText('exited');
  expect(await engine.state('pocket')).toBe('exited');
  // Nothing sticks out at the side.
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});

test('live CPU and memory are shown for what runs', async ({ page }) => {
  const row = rowOf(page, 'prometheus');
  await expect(row).toContainText(/\d+(\.\d+)? %/);
  await expect(row).toContainText(/\d+(\.\d+)? MiB/);
  // Who uses most memory is known; who uses most CPU changes each second.
  await page.getByRole('columnheader', { name: 'Memory' }).getByRole('button').click();
  await page.getByRole('columnheader', { name: 'Memory' }).getByRole('button').click();
  await expect(page).toHaveURL(/sort=/);
  await expect(names(page).first()).toHaveText('jellyfin');
});

test('a container is created from the dialog, limits and ports included', async ({
  page,
  engine,
}) => {
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Create a container' });
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(dialog.getByLabel('Image')).toHaveAccessibleDescription(/.+/);

  await dialog.getByLabel('Image').fill('nebula-test/busybox:latest');
  await dialog.getByLabel(/^Name/).fill('made-by-hand');
  await dialog.getByLabel('Command').fill(`sh -c "echo 'hello from the dialog'; exec sleep 1000"`);
  await dialog.getByLabel('Environment').fill('GREETING=hello\nAPI_TOKEN=do-not-show');
  await dialog.getByLabel('Labels').fill('purpose=test');
  await dialog.getByLabel('Memory limit').fill('64');
  await dialog.getByLabel('CPU limit').fill('0.5');
  await dialog.getByLabel('Restart').selectOption('unless stopped');
  await dialog.getByRole('button', { name: 'Create' }).click();
  try {
    await expect(page.getByRole('heading', { name: 'made-by-hand', level: 1 })).toBeVisible();
    await expect(page.getByRole('main')).toContainText('running');
    const inspected = JSON.parse(await engine.docker('inspect', 'made-by-hand')) as {
      HostConfig: { Memory: number; NanoCpus: number; RestartPolicy: { Name: string } };
      Config: { Env: string[]; Labels: Record<string, string> };
    }[];
    expect(inspected[0]?.HostConfig).toMatchObject({
      Memory: 64 * 1024 * 1024,
      NanoCpus: 500_000_000,
      RestartPolicy: { Name: 'unless-stopped' },
    });
    expect(inspected[0]?.Config.Env).toContain('GREETING=hello');
    expect(inspected[0]?.Config.Labels).toMatchObject({ purpose: 'test' });
  } finally {
    await engine.remove('made-by-hand');
  }
});

test('an image that is not there is told beside its field or as a message', async ({ page }) => {
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Create a container' });
  await dialog.getByLabel('Image').fill('nowhere.invalid/nothing:1');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByText(/There is no image/).first()).toBeVisible();
  await expect(dialog).toBeVisible();
});
