import { expect, test, CHATTY } from '../fixtures.ts';
test('smoke', async ({ page, container }) => {
  await container('smoke', CHATTY);
  await page.goto('/containers');
  await expect(page.getByRole('heading', { name: 'Containers' })).toBeVisible();
  await expect(page.getByRole('row', { name: /smoke/ })).toBeVisible();
});
