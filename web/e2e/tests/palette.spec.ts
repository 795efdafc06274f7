import { QUIET, expect, test } from '../fixtures.ts';

test('the palette reaches pages, containers and actions', async ({ page, container, engine }) => {
  await container('palette-target', QUIET);
  await page.goto('/');
  await expect(page.getByText('All well')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+k');
  const search = page.getByRole('combobox');
  await search.fill('audit');
  await expect(page.getByRole('option', { name: /Audit log/ })).toHaveAttribute(
    'aria-selected',
    'true',
  );
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Audit log' })).toBeVisible();

  await page.keyboard.press('ControlOrMeta+k');
  await search.fill('palette-target');
  await page.getByRole('option', { name: /^palette-target/ }).click();
  await expect(page.getByRole('heading', { name: 'palette-target', level: 1 })).toBeVisible();

  await page.keyboard.press('ControlOrMeta+k');
  await search.fill('stop palette-target');
  await expect(page.getByRole('option', { name: 'Stop palette-target' })).toHaveAttribute(
    'aria-selected',
    'true',
  );
  await page.keyboard.press('Enter');
  await expect(page.getByText('palette-target stopped')).toBeVisible();
  expect(await engine.state('palette-target')).toBe('exited');

  await page.keyboard.press('ControlOrMeta+k');
  await search.fill('qqqqzzzz');
  await expect(page.getByText('Nothing matches these letters.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(search).toHaveCount(0);
});

test('two keys lead to every page', async ({ page }) => {
  await page.goto('/account');
  await expect(page.getByRole('heading', { name: 'Account', level: 1 })).toBeVisible();
  for (const [key, heading] of [
    ['i', 'Images'],
    ['v', 'Volumes'],
    ['n', 'Networks'],
    ['r', 'Recordings'],
    ['s', 'Services'],
    ['u', 'Users'],
    ['o', 'Roles'],
    ['k', 'API keys'],
    ['l', 'Audit log'],
    ['t', 'Settings'],
    ['a', 'Account'],
    ['c', 'Containers'],
  ] as const) {
    await page.keyboard.press('g');
    await page.keyboard.press(key);
    await expect(page.getByRole('heading', { name: heading, level: 1 })).toBeVisible();
  }
});
