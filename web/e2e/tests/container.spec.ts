import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { CHATTY, QUIET, expect, rowOf, test } from '../fixtures.ts';

async function open(page: Page, id: string, tab = ''): Promise<void> {
  await page.goto(`/containers/local/${id}${tab}`);
}

test('the first tab says whether it is well, and why not', async ({ page }) => {
  await page.goto('/containers');
  await rowOf(page, 'importer').getByRole('link', { name: 'importer', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'importer', level: 1 })).toBeVisible();
  await expect(page.getByRole('main')).toContainText('exited (3)');
  await page
    .getByRole('navigation', { name: 'Container' })
    .getByRole('link', { name: 'Logs' })
    .click();
  await expect(page.getByRole('log')).toContainText('cannot read /data/orders.csv');

  await page.goto('/containers');
  await rowOf(page, 'caddy').getByRole('link', { name: 'caddy', exact: true }).click();
  await expect(page.getByRole('main')).toContainText('healthy');
});

test('the log follows, counts what waits while scrolled up, and searches', async ({
  page,
  container,
}) => {
  const id = await container('talker', CHATTY);
  await open(page, id, '/logs');
  const log = page.getByRole('log', { name: 'Log' });
  await expect(log).toContainText('request 3 served');
  // More than the page holds, so that there is something to scroll.
  await expect(log).toContainText(/request 4\d served/);

  await log.hover();
  await page.mouse.wheel(0, -600);
  const waiting = page.getByRole('button', { name: /lines? waiting/ });
  await expect(waiting).toContainText(/^[5-9] lines waiting|^\d\d+ lines waiting/);
  const seen = await log.innerText();
  await expect(waiting).toContainText(/^\d\d+ lines waiting/);
  expect(await log.innerText()).toBe(seen);
  await waiting.click();
  await expect(waiting).toHaveCount(0);
  await expect(log).toContainText(/request [5-9]\d served/);

  await page.getByRole('searchbox', { name: 'Search the log' }).fill('request 11 ');
  await expect(log).toContainText('request 11 served');
  await expect(log).not.toContainText('request 12 served');
});

test('the log of a stopped container says so, and goes on when it starts again', async ({
  page,
  container,
  engine,
}) => {
  const id = await container('pausing', CHATTY);
  await open(page, id, '/logs');
  await expect(page.getByRole('status').filter({ hasText: 'live' })).toBeVisible();
  await engine.docker('stop', 'pausing');
  await expect(page.getByRole('status').filter({ hasText: 'ended' })).toBeVisible();
  await engine.docker('start', 'pausing');
  await expect(page.getByRole('status').filter({ hasText: 'live' })).toBeVisible();
});

test('the whole log can be downloaded', async ({ page, container }) => {
  const id = await container('downloads', 'for i in 1 2 3; do echo line $i; done; exec sleep 1000');
  await open(page, id, '/logs');
  await expect(page.getByRole('log')).toContainText('line 3');
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download the whole log' }).click();
  const text = await readFile(await (await download).path(), 'utf8');
  expect(text).toMatch(/line 1\n.*line 2\n.*line 3\n$/);
});

test('the charts draw what it uses', async ({ page }) => {
  await page.goto('/containers');
  await rowOf(page, 'prometheus').getByRole('link', { name: 'prometheus', exact: true }).click();
  await page
    .getByRole('navigation', { name: 'Container' })
    .getByRole('link', { name: 'Stats' })
    .click();
  for (const plot of ['CPU', 'Memory', 'Network', 'Block devices']) {
    const chart = page.getByRole('img', { name: `${plot} of prometheus` });
    await expect(chart).toBeVisible();
    await expect(chart.locator('canvas')).toBeVisible();
  }
  // A line is drawn: some pixel of the memory chart has the colour of its series.
  const drawn = (): Promise<number> =>
    page
      .getByRole('img', { name: 'Memory of prometheus' })
      .locator('canvas')
      .evaluate((canvas: HTMLCanvasElement) => {
        const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
        let count = 0;
        for (let at = 0; at < data.length; at += 4) {
          const blue = data[at + 2]! > 200 && data[at]! < 140 && data[at + 3]! > 120;
          if (blue) count += 1;
        }
        return count;
      });
  await expect.poll(drawn).toBeGreaterThan(20);
});

test('a terminal runs a command and goes on after a reload', async ({ page, container }) => {
  const id = await container('shell', QUIET);
  await open(page, id, '/terminal');
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(page.getByRole('status').filter({ hasText: 'connected' })).toBeVisible();
  await page
    .getByRole('textbox', { name: 'Terminal input' })
    .pressSequentially('kept=$((6*7))-kept; echo $kept\n');
  await expect(page.locator('.xterm-rows')).toContainText('42-kept');

  await page.reload();
  await expect(page.locator('.xterm-rows')).toContainText('42-kept');
  await page
    .getByRole('textbox', { name: 'Terminal input' })
    .pressSequentially('echo again-$kept\n');
  await expect(page.locator('.xterm-rows')).toContainText('again-42-kept');
  await page.getByRole('textbox', { name: 'Terminal input' }).pressSequentially('exit 7\n');
  await expect(page.getByRole('status').filter({ hasText: 'exited (7)' })).toBeVisible();
});

test('a shell that is not there is told', async ({ page, container }) => {
  const id = await container('no-bash', QUIET);
  await open(page, id, '/terminal');
  await page.getByLabel('Shell').selectOption('/bin/zsh');
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(
    page.getByRole('status').filter({ hasText: /exited \(12[67]\)|closed/ }),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Another shell' }).click();
  await page.getByLabel('Shell').selectOption('/bin/ash');
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(page.getByRole('status').filter({ hasText: 'connected' })).toBeVisible();
});

test('files are browsed, copied in and copied out', async ({ page, container, engine }) => {
  const id = await container('files', 'echo "from inside" > /srv/note.txt; exec sleep 1000');
  await open(page, id, '/files');
  const files = page.getByRole('table', { name: /^Files in/ });
  await files.getByRole('link', { name: 'srv' }).click();
  await expect(page).toHaveURL(/path=%2Fsrv/);
  await expect(files.getByRole('row').filter({ hasText: 'note.txt' })).toContainText('12 B');

  const download = page.waitForEvent('download');
  await files
    .getByRole('row')
    .filter({ hasText: 'note.txt' })
    .getByRole('button', { name: /Actions/ })
    .click();
  await page.getByRole('menuitem', { name: 'Download' }).click();
  expect(await readFile(await (await download).path(), 'utf8')).toBe('from inside\n');

  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Upload' }).click();
  await (
    await chooser
  ).setFiles({
    name: 'grüße aus dem browser.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('copied in\n'),
  });
  await expect(
    files.getByRole('row').filter({ hasText: 'grüße aus dem browser.txt' }),
  ).toBeVisible();
  expect(await engine.docker('exec', 'files', 'cat', '/srv/grüße aus dem browser.txt')).toBe(
    'copied in',
  );
});

test('inspect is searched, and secrets are shown to an administrator only', async ({
  page,
  pageOf,
  admin,
  container,
}) => {
  const id = await container('secretive', QUIET, {
    environment: { DATABASE_PASSWORD: 'swordfish-91', COLOUR: 'green' },
  });
  await open(page, id, '/inspect');
  await page.getByRole('searchbox', { name: 'Search names and values' }).fill('COLOUR');
  await expect(page.getByRole('main')).toContainText('COLOUR=green');
  await expect(page.getByRole('main')).not.toContainText('DATABASE_PASSWORD');
  await page.getByRole('searchbox', { name: 'Search names and values' }).fill('zzz-not-there');
  await expect(page.getByText('Nothing matches')).toBeVisible();
  await open(page, id);
  await expect(page.getByRole('main')).toContainText('DATABASE_PASSWORD');

  const viewer = await pageOf(await admin.createPerson('viewer', 'inspector'));
  await open(viewer, id);
  await expect(viewer.getByRole('main')).toContainText('COLOUR');
  await expect(viewer.getByRole('main')).toContainText('green');
  await expect(viewer.getByRole('main')).toContainText('DATABASE_PASSWORD');
  await expect(viewer.locator('body')).not.toContainText('swordfish-91');
  await open(viewer, id, '/inspect');
  await expect(viewer.getByRole('main')).toContainText('COLOUR=green');
  await expect(viewer.locator('body')).not.toContainText('swordfish-91');
});

test('it is renamed, restarted and, when gone, says so', async ({ page, container, engine }) => {
  const id = await container('old-name', QUIET);
  await open(page, id);
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  await page.getByRole('dialog').getByLabel('New name').fill('new-name');
  await page.getByRole('dialog').getByRole('button', { name: 'Rename' }).click();
  await expect(page.getByRole('heading', { name: 'new-name', level: 1 })).toBeVisible();
  await page.getByRole('button', { name: 'Restart' }).click();
  await expect(page.getByText('new-name restarted')).toBeVisible();
  await engine.remove('new-name');
  await expect(page.getByText('This container is gone')).toBeVisible();
});
