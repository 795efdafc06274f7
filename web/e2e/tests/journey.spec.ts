// The way of the first person: from the address that scripts/up printed to a platform that lost its Redis
// and found it again.
import type { Page } from '@playwright/test';
import { CHATTY, expect, rowOf, test } from '../fixtures.ts';
import { totp } from '../stack/totp.ts';

const PASSWORD = 'difference engine number two';

async function logOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Account' }).click();
  await page.getByRole('menuitem', { name: 'Log out' }).click();
  await expect(page.getByRole('heading', { name: 'Log in' })).toBeVisible();
}

async function enterPassword(page: Page): Promise<void> {
  await page.getByLabel('Username').fill('grace');
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Log in' }).click();
}

test('from the setup token to a platform that heals', async ({
  browser,
  freshPlatform,
  container,
}) => {
  test.setTimeout(180_000);
  const context = await browser.newContext({ baseURL: freshPlatform.url });
  const page = await context.newPage();
  await container('weather-api', CHATTY);
  let secret = '';
  let recoveryCodes: string[] = [];

  await test.step('the wizard checks what is there and creates the first administrator', async () => {
    await page.goto(`/setup#token=${freshPlatform.setupToken}`);
    await expect(page.getByRole('heading', { name: 'Checks' })).toBeVisible();
    for (const check of ['PostgreSQL', 'Redis', 'Docker', 'Service map']) {
      await expect(page.getByRole('listitem').filter({ hasText: check })).toContainText(/\d ms|ok/);
    }
    await page.getByRole('button', { name: 'Go on' }).click();
    await expect(page.getByLabel('Setup token')).toHaveValue(freshPlatform.setupToken);
    await page.getByLabel('Username').fill('grace');
    await page.getByLabel('Email').fill('grace@example.org');
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByLabel('Password again').fill(PASSWORD);
    await page.getByRole('button', { name: 'Create the administrator' }).click();
    await expect(page.getByRole('heading', { name: 'The platform is yours' })).toBeVisible();
    await expect(page).not.toHaveURL(/token/);
    await page.getByRole('button', { name: 'Open the dashboard' }).click();
    await expect(page.getByText('All well')).toBeVisible();
  });

  await test.step('logs out and in again', async () => {
    await logOut(page);
    await enterPassword(page);
    await expect(page.getByText('All well')).toBeVisible();
  });

  await test.step('turns on the second factor and keeps the recovery codes', async () => {
    await page.getByRole('button', { name: 'Account' }).click();
    await page.getByRole('menuitem', { name: 'Account and security' }).click();
    await page.getByRole('button', { name: 'Turn on' }).click();
    const dialog = page.getByRole('dialog');
    const shown = dialog.locator('code').filter({ hasText: /^[A-Z2-7 ]{16,}$/ });
    secret = (await shown.innerText()).replaceAll(/\s/g, '');
    await dialog.getByRole('textbox').fill(totp(secret));
    await dialog.getByRole('button', { name: 'Turn on' }).click();
    const codes = dialog.getByRole('listitem');
    await expect(codes).toHaveCount(10);
    recoveryCodes = (await codes.allInnerTexts()).map((code) => code.trim());
    await dialog.getByRole('button', { name: 'I have kept them' }).click();
    await expect(dialog).toHaveCount(0);
  });

  await test.step('logs in with a code, and with a recovery code', async () => {
    await logOut(page);
    await enterPassword(page);
    await expect(page.getByRole('heading', { name: 'Second factor' })).toBeVisible();
    // A code works once: the one of this half minute turned the second factor on.
    await page.getByLabel('Code').fill(totp(secret, Date.now() + 30_000));
    await expect(page.getByText('All well')).toBeVisible();

    await logOut(page);
    await enterPassword(page);
    await page.getByRole('button', { name: 'Use a recovery code' }).click();
    await page.getByLabel('Recovery code').fill(recoveryCodes[0] ?? '');
    await page.getByRole('button', { name: 'Log in' }).click();
    await expect(page.getByText('All well')).toBeVisible();
  });

  await test.step('finds a running container', async () => {
    await page
      .getByRole('navigation', { name: 'Pages' })
      .getByRole('link', { name: 'Containers' })
      .click();
    await page.getByRole('searchbox', { name: 'Search containers' }).fill('weather');
    await expect(rowOf(page, 'weather-api')).toContainText('running');
    await rowOf(page, 'weather-api')
      .getByRole('link', { name: 'weather-api', exact: true })
      .click();
    await expect(page.getByRole('heading', { name: 'weather-api', level: 1 })).toBeVisible();
  });

  const tabs = page.getByRole('navigation', { name: 'Container' });
  await test.step('follows its log', async () => {
    await tabs.getByRole('link', { name: 'Logs' }).click();
    const log = page.getByRole('log', { name: 'Log' });
    await expect(log).toContainText(/request \d+ served/);
    const newest = Number(
      [...(await log.innerText()).matchAll(/request (\d+) served/g)].at(-1)?.[1],
    );
    await expect(log).toContainText(`request ${newest + 5} served`);
    // Up far enough that lines can wait, and no further line arrives in the view.
    await log.hover();
    await expect(async () => {
      await page.mouse.wheel(0, -400);
      await expect(page.getByRole('button', { name: /lines? waiting/ })).toBeVisible({
        timeout: 1_000,
      });
    }).toPass();
    await expect(
      page.getByRole('button', { name: /^[3-9] lines waiting|^\d\d+ lines waiting/ }),
    ).toBeVisible();
    await page.getByRole('button', { name: /lines? waiting/ }).click();
    await expect(page.getByRole('button', { name: /lines? waiting/ })).toHaveCount(0);
  });

  await test.step('runs a command in a terminal', async () => {
    await tabs.getByRole('link', { name: 'Terminal' }).click();
    await page.getByRole('button', { name: 'Open', exact: true }).click();
    await expect(page.getByText('This terminal is recorded')).toBeVisible();
    const input = page.getByRole('textbox', { name: 'Terminal input' });
    await input.pressSequentially('echo answer-$((6*7))\n');
    await expect(page.locator('.xterm-rows')).toContainText('answer-42');
    await input.pressSequentially('exit\n');
    await expect(page.getByRole('status').filter({ hasText: 'exited (0)' })).toBeVisible();
  });

  await test.step('replays the recording', async () => {
    await page
      .getByRole('navigation', { name: 'Pages' })
      .getByRole('link', { name: 'Recordings' })
      .click();
    await expect(page.getByRole('heading', { name: 'Recordings' })).toBeVisible();
    await page
      .getByRole('row')
      .filter({ hasText: 'weather-api' })
      .getByRole('link')
      .first()
      .click();
    const play = page.getByRole('button', { name: /^Play/ });
    if (await play.isVisible()) await play.click();
    await expect(page.locator('.xterm-rows')).toContainText('answer-42');
  });

  await test.step('stops the container and sees its state change', async () => {
    await page
      .getByRole('navigation', { name: 'Pages' })
      .getByRole('link', { name: 'Containers' })
      .click();
    await page.getByRole('searchbox', { name: 'Search containers' }).fill('weather');
    await rowOf(page, 'weather-api')
      .getByRole('link', { name: 'weather-api', exact: true })
      .click();
    await page.getByRole('button', { name: 'Stop' }).click();
    await expect(page.getByText('weather-api stopped')).toBeVisible();
    await expect(page.getByRole('main')).toContainText('exited (137)');
    await expect(page.getByRole('button', { name: 'Start' })).toBeVisible();
  });

  await test.step('sees Redis go away and come back', async () => {
    const plugIn = await freshPlatform.unplug('redis');
    try {
      await expect(page.getByText('Redis does not answer', { exact: true })).toBeVisible();
      await expect(page.getByText('Redis down')).toBeVisible();
      // The containers are there all the same.
      await page
        .getByRole('navigation', { name: 'Pages' })
        .getByRole('link', { name: 'Containers' })
        .click();
      await expect(rowOf(page, 'caddy')).toContainText('healthy');
    } finally {
      await plugIn();
    }
    await expect(page.getByText('Redis does not answer', { exact: true })).toHaveCount(0, {
      timeout: 45_000,
    });
    await expect(page.getByText('All well')).toBeVisible();
  });
  await context.close();
});
