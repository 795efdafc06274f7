// What every page must hold to, however it looks: no serious finding of axe, nothing wider than a phone.
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

export const SIZES = {
  desktop: { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
} as const;

/** Fails with what axe finds serious or critical. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => ({
      id,
      help,
      where: nodes
        .slice(0, 5)
        .map((node) => `${node.target.join(' ')} ${node.failureSummary ?? ''}`),
    }));
  expect.soft(serious, 'serious and critical findings of axe').toEqual([]);
}

/** Looks at a page in both sizes: pictures it, runs axe on it, and finds what sticks out. */
export async function inspect(page: Page, name: string, ready: () => Promise<void>): Promise<void> {
  for (const [size, viewport] of Object.entries(SIZES)) {
    await page.setViewportSize(viewport);
    await ready();
    await page.screenshot({
      path: `results/screenshots/${name}-${size}.png`,
      animations: 'disabled',
    });
    await expectAccessible(page);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect
      .soft(width, `nothing sticks out at the side (${size})`)
      .toBeLessThanOrEqual(viewport.width);
  }
}
