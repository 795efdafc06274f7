// Parts of the platform go away and come back while somebody looks.
import { QUIET, expect, rowOf, test } from '../fixtures.ts';

test('PostgreSQL goes away: the page names it, shows the containers, and recovers', async ({
  page,
  platform,
}) => {
  await page.goto('/containers');
  await expect(rowOf(page, 'caddy')).toBeVisible();
  const plugIn = await platform.unplug('postgresql');
  try {
    await expect(page.getByText('PostgreSQL does not answer', { exact: true })).toBeVisible();
    await expect(rowOf(page, 'caddy')).toContainText('healthy');
  } finally {
    await plugIn();
  }
  await expect(page.getByText('PostgreSQL does not answer', { exact: true })).toHaveCount(0, {
    timeout: 60_000,
  });
  await expect(page.getByText('All well')).toBeVisible({ timeout: 30_000 });
  await page.reload();
  await expect(rowOf(page, 'caddy')).toBeVisible();
});

test('Redis that hangs is named, and let go of when it answers', async ({ page, platform }) => {
  await page.goto('/');
  await expect(page.getByText('All well')).toBeVisible();
  const goOn = await platform.freeze('redis');
  try {
    await expect(page.getByText('Redis does not answer', { exact: true })).toBeVisible({
      timeout: 30_000,
    });
  } finally {
    await goOn();
  }
  await expect(page.getByText('All well')).toBeVisible({ timeout: 30_000 });
});

test('Docker that hangs is named, containers stay as last known, and it recovers', async ({
  page,
  engine,
}) => {
  await page.goto('/containers');
  await expect(rowOf(page, 'caddy')).toBeVisible();
  await engine.freeze();
  try {
    await expect(page.getByText('Docker does not answer', { exact: true })).toBeVisible({
      timeout: 45_000,
    });
    await expect(rowOf(page, 'caddy')).toBeVisible();
  } finally {
    await engine.thaw();
  }
  await expect(page.getByText('Docker does not answer', { exact: true })).toHaveCount(0, {
    timeout: 45_000,
  });
  await expect(page.getByText('All well')).toBeVisible({ timeout: 30_000 });
});

test('the dashboard itself is killed: the page says since when it is stale, and heals', async ({
  page,
  platform,
  engine,
  container,
}) => {
  await container('survivor', QUIET);
  await page.goto('/containers?q=survivor');
  await expect(rowOf(page, 'survivor')).toContainText('running');
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));
  const plugIn = await platform.unplug('dashboard');
  const lost = page.getByText(/^The live connection (is|was) lost/);
  try {
    await engine.docker('stop', 'survivor');
    await expect(lost).toBeVisible({ timeout: 30_000 });
    await expect(page.getByText('Connection lost')).toBeVisible();
    await expect(rowOf(page, 'survivor')).toContainText('running');
  } finally {
    await plugIn();
  }
  await expect(lost).toHaveCount(0, { timeout: 60_000 });
  await expect(rowOf(page, 'survivor')).toContainText('exited (137)');
  expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true);
});

test('a server that does not answer is told, with a way to try again', async ({
  page,
  context,
}) => {
  await page.goto('/containers');
  await expect(rowOf(page, 'caddy')).toBeVisible();
  await page.route('**/api/v1/**', (route) => route.abort('connectionrefused'));
  await page.reload();
  const problem = page.getByRole('alert');
  await expect(problem).toBeVisible();
  await context.unrouteAll({ behavior: 'ignoreErrors' });
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await problem.getByRole('button', { name: 'Try again' }).click();
  await expect(rowOf(page, 'caddy')).toBeVisible();
});

test('an address that leads nowhere says so and leads home', async ({ page }) => {
  await page.goto('/no/such/page');
  await expect(page.getByRole('heading', { name: 'Nothing is here' })).toBeVisible();
  await page.getByRole('link', { name: 'Go home' }).click();
  await expect(page.getByText('All well')).toBeVisible();
  await page.goto(`/containers/local/${'0'.repeat(64)}`);
  await expect(page.getByText('This container is gone')).toBeVisible();
});
