// What happens elsewhere appears here by itself.
import { QUIET, expect, rowOf, test } from '../fixtures.ts';

test('what a command line does to containers shows in every tab without a reload', async ({
  page,
  context,
  engine,
  container,
}) => {
  const other = await context.newPage();
  for (const tab of [page, other]) {
    await tab.goto('/containers?q=behind');
    await expect(tab.getByText('No container matches')).toBeVisible();
    await tab.evaluate(() => Object.assign(window, { sameDocument: true }));
  }
  await container('behind-the-page', QUIET);
  for (const tab of [page, other])
    await expect(rowOf(tab, 'behind-the-page')).toContainText('running');
  await engine.docker('stop', 'behind-the-page');
  for (const tab of [page, other])
    await expect(rowOf(tab, 'behind-the-page')).toContainText('exited (137)');
  await engine.docker('rename', 'behind-the-page', 'behind-renamed');
  for (const tab of [page, other]) await expect(rowOf(tab, 'behind-renamed')).toBeVisible();
  await engine.docker('start', 'behind-renamed');
  await engine.docker('pause', 'behind-renamed');
  for (const tab of [page, other])
    await expect(rowOf(tab, 'behind-renamed')).toContainText('paused');
  await engine.remove('behind-renamed');
  for (const tab of [page, other]) {
    await expect(tab.getByText('No container matches')).toBeVisible();
    expect(await tab.evaluate(() => 'sameDocument' in window)).toBe(true);
  }
});

test('one tab acts, the other sees it', async ({ page, context, container }) => {
  const id = await container('shared-view', QUIET);
  const other = await context.newPage();
  await page.goto('/containers?q=shared-view');
  await other.goto(`/containers/local/${id}`);
  await other.getByRole('button', { name: 'Stop' }).click();
  await expect(rowOf(page, 'shared-view')).toContainText('exited (137)');
  await page.getByRole('button', { name: 'Start' }).click();
  await expect(other.getByRole('button', { name: 'Stop' })).toBeVisible();
});

test('the home page shows events as they happen', async ({ page, engine, container }) => {
  await page.goto('/');
  await expect(page.getByText('All well')).toBeVisible();
  await container('eventful', QUIET);
  await expect(page.getByRole('main')).toContainText('eventful');
  await engine.docker('kill', 'eventful');
  await expect(
    page
      .getByRole('main')
      .getByText(/died|die|killed|kill/)
      .first(),
  ).toBeVisible();
});

test('a session that ends elsewhere leads to the login, and back to the page after it', async ({
  pageOf,
  admin,
}) => {
  const person = await admin.createPerson('viewer', 'passer-by');
  const page = await pageOf(person);
  await page.goto('/containers?q=caddy');
  await expect(rowOf(page, 'caddy')).toBeVisible();
  await person.call('DELETE', '/api/v1/sessions/current');
  await expect(page.getByText('Your session has ended')).toBeVisible();
  await page.getByLabel('Username').fill(person.person.username);
  await page.getByLabel('Password', { exact: true }).fill(person.person.password);
  await page.getByRole('button', { name: 'Log in' }).click();
  await expect(page).toHaveURL(/\/containers\?q=caddy/);
  await expect(rowOf(page, 'caddy')).toBeVisible();
});
