// Users, roles, keys, the audit log, one's own account and the settings.
import { CHATTY, expect, rowOf, test } from '../fixtures.ts';
import { Api } from '../stack/api.ts';

test('a viewer that an administrator creates sees what viewers may, and nothing to change', async ({
  page,
  browser,
  platform,
}) => {
  await page.goto('/users');
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Create a user' });
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(dialog.getByLabel('Username')).toHaveAccessibleDescription(/.+/);
  await dialog.getByLabel('Username').fill('vera');
  await dialog.getByLabel('Email').fill('vera@example.org');
  await dialog.getByLabel('Role').selectOption('viewer');
  await dialog.getByLabel('First password').fill('short');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(dialog.getByLabel('First password')).toHaveAccessibleDescription(/12/);
  await dialog.getByLabel('First password').fill('only looking at things');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(rowOf(page, 'vera')).toContainText('viewer');

  const theirs = await browser.newContext({ baseURL: platform.url });
  const view = await theirs.newPage();
  await view.goto('/');
  await view.getByLabel('Username').fill('vera');
  await view.getByLabel('Password', { exact: true }).fill('only looking at things');
  await view.getByRole('button', { name: 'Log in' }).click();
  const pages = view.getByRole('navigation', { name: 'Pages' });
  await expect(pages.getByRole('link', { name: 'Containers' })).toBeVisible();
  for (const forbidden of ['Users', 'Roles', 'Audit log', 'Settings']) {
    await expect(pages.getByRole('link', { name: forbidden, exact: true })).toHaveCount(0);
  }
  await view.goto('/containers');
  await expect(rowOf(view, 'caddy')).toBeVisible();
  await expect(view.getByRole('button', { name: 'Create' })).toHaveCount(0);
  await expect(view.getByRole('checkbox')).toHaveCount(0);
  await rowOf(view, 'caddy')
    .getByRole('button', { name: /^Actions/ })
    .click();
  await expect(view.getByRole('menuitem', { name: 'Logs' })).toBeVisible();
  await expect(view.getByRole('menuitem', { name: /Stop|Restart|Remove|Terminal/ })).toHaveCount(0);
  await view.keyboard.press('Escape');

  await rowOf(view, 'postgres').getByRole('link', { name: 'postgres', exact: true }).click();
  await expect(view.getByRole('heading', { name: 'postgres', level: 1 })).toBeVisible();
  await expect(view.getByRole('main')).toContainText('POSTGRES_PASSWORD');
  await expect(view.locator('body')).not.toContainText('never-on-a-screen');
  await expect(view.getByRole('button', { name: /Stop|Restart|More actions/ })).toHaveCount(0);
  // A password within an address is one, too.
  await view.goto('/containers');
  await rowOf(view, 'shop-api').getByRole('link', { name: 'shop-api', exact: true }).click();
  await expect(view.getByRole('main')).toContainText('DATABASE_URL');
  await expect(view.locator('body')).not.toContainText('never-on-a-screen');
  await view
    .getByRole('navigation', { name: 'Container' })
    .getByRole('link', { name: 'Inspect' })
    .click();
  await expect(view.getByRole('main')).toContainText('HostConfig');
  await expect(view.locator('body')).not.toContainText('never-on-a-screen');
  await expect(
    view.getByRole('navigation', { name: 'Container' }).getByRole('link', { name: 'Terminal' }),
  ).toHaveCount(0);

  await view.goto('/users');
  await expect(view.getByRole('heading', { name: 'This page is not for your role' })).toBeVisible();
  await theirs.close();
});

test('a change of the matrix takes effect at once', async ({ page, pageOf, admin }) => {
  const viewer = await pageOf(await admin.createPerson('viewer', 'matrix-viewer'));
  await viewer.goto('/containers');
  await expect(rowOf(viewer, 'caddy')).toBeVisible();
  await expect(viewer.getByRole('button', { name: 'Create' })).toHaveCount(0);
  try {
    await page.goto('/roles');
    const cell = page.getByRole('radiogroup', { name: /^Containers for viewer/ });
    await cell.getByRole('radio', { name: 'write' }).click();
    await expect(page.getByRole('main')).toContainText('1 change');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('Saved. In force for everybody at once.')).toBeVisible();
    await viewer.reload();
    await expect(viewer.getByRole('button', { name: 'Create' })).toBeVisible();

    await page
      .getByRole('radiogroup', { name: /^Containers for viewer/ })
      .getByRole('radio', { name: 'none' })
      .click();
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('Saved. In force for everybody at once.')).toBeVisible();
    await viewer.goto('/containers');
    await expect(
      viewer.getByRole('heading', { name: 'This page is not for your role' }),
    ).toBeVisible();
    await expect(viewer.locator('body')).not.toContainText('caddy');
  } finally {
    await admin.setPermissions('viewer', { containers: 'read' });
  }
  // The administrator's own row cannot be given away.
  await page.reload();
  await expect(
    page
      .getByRole('radiogroup', { name: 'Containers for admin' })
      .getByRole('radio', { name: 'none' }),
  ).toBeDisabled();
});

test('changes of the matrix are not lost by leaving', async ({ page }) => {
  await page.goto('/roles');
  await page
    .getByRole('radiogroup', { name: /^Images for client/ })
    .getByRole('radio', { name: 'read' })
    .click();
  await page
    .getByRole('navigation', { name: 'Pages' })
    .getByRole('link', { name: 'Containers' })
    .click();
  const question = page.getByRole('alertdialog').or(page.getByRole('dialog'));
  await expect(question).toContainText('Leave without saving 1 change?');
  await question.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Discard' }).click();
  await expect(page.getByText('All saved')).toBeVisible();
});

test('somebody is disabled, and their session ends', async ({ page, pageOf, admin }) => {
  const leaver = await admin.createPerson('developer', 'leaver');
  const theirs = await pageOf(leaver);
  await theirs.goto('/containers');
  await expect(rowOf(theirs, 'caddy')).toBeVisible();
  await page.goto('/users?q=leaver');
  await rowOf(page, 'leaver')
    .getByRole('button', { name: /^Actions/ })
    .click();
  await page.getByRole('menuitem', { name: 'Disable' }).click();
  const question = page.getByRole('dialog').or(page.getByRole('alertdialog'));
  if (await question.isVisible()) await question.getByRole('button', { name: 'Disable' }).click();
  await expect(rowOf(page, 'leaver')).toContainText('disabled');
  await expect(theirs.getByText('Your session has ended')).toBeVisible();
  await theirs.getByLabel('Username').fill(leaver.person.username);
  await theirs.getByLabel('Password', { exact: true }).fill(leaver.person.password);
  await theirs.getByRole('button', { name: 'Log in' }).click();
  await expect(theirs.getByRole('alert')).toBeVisible();
});

test('an API key is shown once, works within its scopes, and is in the audit log', async ({
  page,
  platform,
  container,
}) => {
  const id = await container('keyed', CHATTY);
  await page.goto('/api-keys');
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('status board');
  await dialog.getByLabel('Expires after').selectOption('30 days');
  await dialog.getByRole('button', { name: 'Nothing' }).click();
  await dialog.getByLabel('Containers').selectOption('read');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(dialog).toContainText('This is the only time it is shown');
  const key = /nbc_[A-Za-z0-9_-]+/.exec(await dialog.innerText())?.[0] ?? '';
  expect(key.length).toBeGreaterThan(30);
  await dialog.getByRole('button', { name: 'I have kept it' }).click();
  await expect(page.locator('body')).not.toContainText(key);
  await page.reload();
  await expect(rowOf(page, 'status board')).toBeVisible();
  await expect(page.locator('body')).not.toContainText(key);

  const call = (path: string, method = 'GET'): Promise<Response> =>
    fetch(`${platform.url}/api/v1${path}`, { method, headers: { authorization: `Bearer ${key}` } });
  const list = await call('/docker/engines/local/containers?all=true');
  expect(list.status).toBe(200);
  expect(JSON.stringify(await list.json())).toContain('keyed');
  expect((await call('/users')).status).toBe(403);
  expect((await call(`/docker/engines/local/containers/${id}/stop`, 'POST')).status).toBe(403);

  await rowOf(page, 'status board')
    .getByRole('button', { name: /^Actions/ })
    .click();
  await page.getByRole('menuitem', { name: 'Revoke' }).click();
  await page
    .getByRole('dialog')
    .or(page.getByRole('alertdialog'))
    .getByRole('button', { name: 'Revoke' })
    .click();
  await expect(rowOf(page, 'status board')).toContainText('revoked');
  expect((await call('/docker/engines/local/containers')).status).toBe(401);

  await page.goto('/audit');
  const log = page.getByRole('table', { name: 'Audit log' });
  await expect(log.getByRole('row').filter({ hasText: 'api_key.create' }).first()).toContainText(
    'ada',
  );
  await page
    .getByRole('group', { name: 'Outcome' })
    .getByRole('button', { name: /denied/i })
    .click();
  const denied = log.getByRole('row').filter({ hasText: 'container.stop' }).first();
  await expect(denied).toContainText(/denied/);
  await expect(page).toHaveURL(/outcome=denied/);
  await page.reload();
  await expect(denied).toBeVisible();
  await denied.getByRole('button').first().click();
  await expect(page.getByRole('dialog')).toContainText('container.stop');
});

test('one changes the password, and the other sessions end', async ({
  pageOf,
  admin,
  platform,
}) => {
  const person = await admin.createPerson('developer', 'two-screens');
  const here = await pageOf(person);
  const there = await pageOf(await Api.logIn(platform.url, person.person));
  await there.goto('/account');
  await expect(there.getByRole('heading', { name: 'Account' })).toBeVisible();
  await here.goto('/account');
  await expect(here.getByText('this one')).toHaveCount(1);
  await expect(here.getByRole('button', { name: /^End the session of/ })).toHaveCount(1);
  await here.getByLabel('Current password').fill('wrong password here');
  await here.getByLabel('New password', { exact: true }).fill('a new and longer password');
  await here.getByLabel('New password again').fill('a new and longer password');
  await here.getByRole('button', { name: 'Change', exact: false }).click();
  await expect(here.getByLabel('Current password')).toHaveAccessibleDescription(/.+/);
  await here.getByLabel('Current password').fill(person.person.password);
  await here.getByRole('button', { name: 'Change', exact: false }).click();
  await expect(here.getByText('Password changed')).toBeVisible();
  await expect(there.getByText('Your session has ended')).toBeVisible();
  await here.reload();
  await expect(here.getByRole('button', { name: /^End the session of/ })).toHaveCount(0);
});

test('a session elsewhere is ended from the account page', async ({ pageOf, admin, platform }) => {
  const person = await admin.createPerson('developer', 'forgetful');
  const here = await pageOf(person);
  const there = await pageOf(await Api.logIn(platform.url, person.person));
  await there.goto('/containers');
  await expect(rowOf(there, 'caddy')).toBeVisible();
  await here.goto('/account');
  await here.getByRole('button', { name: /^End the session of/ }).click();
  await expect(here.getByRole('button', { name: /^End the session of/ })).toHaveCount(0);
  await expect(there.getByText('Your session has ended')).toBeVisible();
});

test('settings are checked, saved and in force', async ({ page, container }) => {
  await page.goto('/settings');
  const keep = page.getByLabel('Keep recordings for');
  await keep.fill('0');
  await keep.blur();
  await expect(keep).toHaveAccessibleDescription(/From 1 to 3650/);
  await keep.fill('45');
  await page.getByLabel('Record terminals').click();
  await expect(page.getByRole('main')).toContainText('2 changes');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText(/^Saved/)).toBeVisible();
  await page.reload();
  await expect(keep).toHaveValue('45');

  const id = await container('unrecorded', CHATTY);
  await page.goto(`/containers/local/${id}/terminal`);
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(page.getByRole('status').filter({ hasText: 'connected' })).toBeVisible();
  await expect(page.getByText('This terminal is recorded')).toHaveCount(0);
  await page.getByRole('button', { name: 'End the session' }).click();

  await page.goto('/settings');
  await page.getByLabel('Record terminals').click();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText(/^Saved/)).toBeVisible();
});
