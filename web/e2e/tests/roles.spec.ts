// Every page with every role: there for those who may, and said not to be for the others.
import type { Module, Role } from '@nebula/api';
import { expect, test } from '../fixtures.ts';

/** The pages, by what one must be able to read for them. */
const PAGES: [string, string, Module | null][] = [
  ['/containers', 'Containers', 'containers'],
  ['/images', 'Images', 'images'],
  ['/volumes', 'Volumes', 'volumes'],
  ['/networks', 'Networks', 'networks'],
  ['/recordings', 'Recordings', 'recordings'],
  ['/services', 'Services', 'overview'],
  ['/users', 'Users', 'users'],
  ['/roles', 'Roles', 'users'],
  ['/api-keys', 'API keys', 'api_keys'],
  ['/audit', 'Audit log', 'audit'],
  ['/account', 'Account', null],
  ['/settings', 'Settings', 'settings'],
];

for (const role of ['admin', 'developer', 'viewer', 'client'] as const) {
  test(`every page as ${role}`, async ({ pageOf, admin }) => {
    const { items } = await admin.call<{ items: Role[] }>('GET', '/api/v1/roles');
    const permissions = items.find((each) => each.name === role)?.permissions ?? {};
    const page = await pageOf(await admin.createPerson(role, `walker-${role}`));
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    await page.goto('/account');
    await expect(page.getByRole('heading', { name: 'Account', level: 1 })).toBeVisible();
    for (const [path, title, module] of PAGES) {
      const allowed =
        module === null ||
        (permissions[module] ?? 'none') !== 'none' ||
        (module === 'recordings' && permissions.terminal === 'write');
      const link = page
        .getByRole('navigation', { name: 'Pages' })
        .getByRole('link', { name: title, exact: true });
      await expect(link, `${path} in the rail`).toHaveCount(allowed ? 1 : 0);
      await page.goto(path);
      const heading = allowed ? title : 'This page is not for your role';
      await expect(page.getByRole('heading', { name: heading, level: 1 })).toBeVisible();
      // What the page asks for, it may.
      await expect(page.getByText('You may not', { exact: false })).toHaveCount(0);
    }
    expect(problems).toEqual([]);
  });
}
