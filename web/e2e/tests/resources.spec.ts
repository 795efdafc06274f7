// Images, volumes and networks.
import { CHATTY, QUIET, expect, rowOf, test } from '../fixtures.ts';
import { Registry } from '../stack/registry.ts';

test('an image is pulled with the progress of its layers, tagged and removed', async ({
  page,
  engine,
}) => {
  const registry = await Registry.start('starlight', 3, 3 * 1024 * 1024, 1_500);
  try {
    await page.goto('/images');
    await expect(rowOf(page, 'caddy:2.10')).toBeVisible();
    await page.getByRole('button', { name: 'Pull', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Image').fill(registry.reference);
    await dialog.getByRole('button', { name: 'Pull', exact: true }).click();
    await expect(dialog).toContainText(/[1-9][\d.]* [KM]iB of \d/);
    await expect(dialog).toContainText('pulled', { timeout: 30_000 });
    await expect(dialog).toContainText('3 of 3 layers');
    await dialog.getByRole('button', { name: 'Close' }).first().click();

    await page.getByRole('searchbox', { name: 'Search images' }).fill('starlight');
    const row = page.getByRole('row').filter({ hasText: 'starlight' });
    await expect(row).toBeVisible();
    await row.getByRole('button', { name: /^Actions/ }).click();
    await page.getByRole('menuitem', { name: 'Tag', exact: true }).click();
    await dialog.getByLabel('New name').fill('starlight/kept:1.0');
    await dialog.getByRole('button', { name: 'Tag', exact: true }).click();
    await expect(page.getByText(/is now also starlight\/kept:1.0/)).toBeVisible();
    expect(await engine.docker('image', 'ls', '--format', '{{.Repository}}:{{.Tag}}')).toContain(
      'starlight/kept:1.0',
    );

    await row.getByRole('button', { name: /^Actions/ }).click();
    await page.getByRole('menuitem', { name: 'Remove' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await expect(row).toHaveCount(0);
    expect(await engine.docker('image', 'ls', '--format', '{{.Repository}}')).not.toContain(
      'starlight',
    );
  } finally {
    await registry.stop();
  }
});

test('a pull goes on in the background, shows in the tasks, and is cancelled there', async ({
  page,
}) => {
  const registry = await Registry.start('endless', 2, 2 * 1024 * 1024, 60_000);
  try {
    await page.goto('/images');
    await page.getByRole('button', { name: 'Pull', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Image').fill(registry.reference);
    await dialog.getByRole('button', { name: 'Pull', exact: true }).click();
    await dialog.getByRole('button', { name: 'Go on in the background' }).click();
    await page.getByRole('button', { name: /Tasks, 1 running/ }).click();
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
    await expect(page.getByRole('button', { name: 'Tasks', exact: true })).toBeVisible();
    await expect(page.getByText(/cancelled/i).first()).toBeVisible();
  } finally {
    await registry.stop();
  }
});

test('a pull that fails says why', async ({ page }) => {
  await page.goto('/images');
  await page.getByRole('button', { name: 'Pull', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Image').fill('127.0.0.1:9/nobody/home:1');
  await dialog.getByRole('button', { name: 'Pull', exact: true }).click();
  await expect(dialog).toContainText('failed');
  await expect(dialog).toContainText(/refused|connect/i);
  await dialog.getByRole('button', { name: 'Change the name' }).click();
  await expect(dialog.getByLabel('Image')).toHaveValue('127.0.0.1:9/nobody/home:1');
});

test('an image in use is not removed, and the reason is told', async ({ page }) => {
  await page.goto('/images?q=caddy');
  const row = rowOf(page, 'caddy:2.10');
  await row.getByRole('button', { name: /^Actions/ }).click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByText(/was not removed|were not removed/)).toBeVisible();
  await expect(row).toBeVisible();
});

test("an image's page shows its layers and what it is made of", async ({ page }) => {
  await page.goto('/images?q=shop-api');
  await page
    .getByRole('link', { name: /example\/shop-api/ })
    .first()
    .click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('example/shop-api');
  await expect(page.getByRole('main')).toContainText('amd64');
});

test('a volume is created, used, and removed only by its name', async ({
  page,
  engine,
  container,
}) => {
  await page.goto('/volumes');
  await expect(rowOf(page, 'postgres-data')).toContainText('postgres');
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('holiday-photos');
  await dialog.getByLabel(/^Labels/).fill('keep=yes');
  await dialog.getByRole('button', { name: 'Create' }).click();
  const row = rowOf(page, 'holiday-photos');
  await expect(row).toBeVisible();
  expect(
    await engine.docker('volume', 'inspect', '--format', '{{.Labels.keep}}', 'holiday-photos'),
  ).toBe('yes');

  await container('photo-viewer', QUIET, { flags: ['--volume', 'holiday-photos:/photos'] });
  await expect(row).toContainText('photo-viewer');
  await row.getByRole('button', { name: /^Actions/ }).click();
  await expect(page.getByRole('menuitem', { name: 'Remove (in use)' })).toBeDisabled();
  await page.keyboard.press('Escape');
  await engine.docker('rm', '--force', 'photo-viewer');
  await expect(row).not.toContainText('photo-viewer');

  await row.getByRole('button', { name: /^Actions/ }).click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await expect(dialog.getByRole('button', { name: 'Remove' })).toBeDisabled();
  await dialog.getByRole('textbox').fill('holiday-photos');
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await expect(row).toHaveCount(0);
});

test('unused volumes without a name are pruned, named ones stay', async ({ page, engine }) => {
  const anonymous = await engine.docker('volume', 'create');
  await page.goto('/volumes');
  await expect(rowOf(page, anonymous)).toBeVisible();
  await page.getByRole('button', { name: 'Prune' }).click();
  const dialog = page.getByRole('dialog', { name: 'Prune volumes' });
  await dialog.getByRole('button', { name: /^Prune/ }).click();
  await expect(page.getByText(/volumes? pruned/)).toBeVisible();
  await expect(rowOf(page, anonymous)).toHaveCount(0);
  await expect(rowOf(page, 'media-library')).toBeVisible();
});

test('a network is created with its own range, shows its members, and is removed', async ({
  page,
  engine,
  container,
}) => {
  await page.goto('/networks');
  await expect(rowOf(page, 'backend')).toContainText('caddy');
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('observatory');
  await dialog.getByLabel(/^Subnet/).fill('192.168.213.0/24');
  await dialog.getByLabel(/^Gateway/).fill('192.168.213.1');
  await dialog.getByRole('button', { name: 'Create' }).click();
  const row = rowOf(page, 'observatory');
  await expect(row).toContainText('192.168.213.0/24');
  await container('telescope', CHATTY, { flags: ['--network', 'observatory'] });
  await expect(row).toContainText('telescope');
  await engine.remove('telescope');
  await expect(row).not.toContainText('telescope');
  await row.getByRole('button', { name: /^Actions/ }).click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await expect(row).toHaveCount(0);
});
