// The page in a real browser against the real server: samples, dropped files, answers, faults.
import assert from 'node:assert/strict';
import { mkdir, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { home, openPage, startBrowser, startServer } from './server.mjs';

const patience = { timeout: 60_000 };
let server, browser;

before(async () => {
  [server, browser] = await Promise.all([startServer(), startBrowser()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

// True if a canvas holds more than three colours.
const painted = (page, selector) => page.$eval(selector, surface => {
  const copy = document.createElement('canvas');
  copy.width = 64; copy.height = 64;
  const g = copy.getContext('2d');
  g.drawImage(surface, 0, 0, 64, 64);
  const seen = new Set();
  const { data } = g.getImageData(0, 0, 64, 64);
  for (let i = 0; i < data.length; i += 4) seen.add((data[i] << 16) | (data[i + 1] << 8) | data[i + 2]);
  return seen.size > 3;
});

async function pressSample() {
  const opened = await openPage(browser, server.url);
  await opened.page.getByTestId('sample').first().click(patience);
  await opened.page.getByTestId('reason').waitFor(patience);
  return opened;
}

describe('the page', () => {
  test('a pressed sample shows cameras, occupancy, trajectory and timings', async () => {
    const { page, faults } = await pressSample();
    assert.equal(await page.locator('figure.camera').count(), 6);
    assert.ok(await page.getByTestId('untrained').isVisible(), 'an untrained pack is flagged');
    assert.match(await page.getByTestId('voxels').innerText(), /[1-9][\d,]* voxels/);
    assert.ok(await painted(page, '[data-testid=birds-eye]'), 'the view from above is drawn');
    assert.ok(await painted(page, '[data-testid=occupancy] canvas'), 'the 3D view is drawn');
    assert.ok(await page.locator('.checks li').count() >= 3, 'safety checks are listed');
    assert.ok(await page.locator('[data-testid=timings] tr').count() >= 5, 'stages are timed');
    await mkdir(join(home, 'artifacts/screenshots'), { recursive: true });
    await page.screenshot({ path: join(home, 'artifacts/screenshots/drive.png') });
    assert.deepEqual(faults, []);
    await page.close();
  });

  test('a later horizon shows the forecast', async () => {
    const { page, faults } = await pressSample();
    const button = page.getByRole('button', { name: '+3 s' });
    await button.click();
    assert.equal(await button.getAttribute('aria-pressed'), 'true');
    assert.match(await page.getByTestId('voxels').innerText(), /[\d,]+ voxels/);
    assert.deepEqual(faults, []);
    await page.close();
  });

  test('a question is answered as a stream', async () => {
    const { page, faults } = await pressSample();
    await page.getByTestId('question').fill('What is ahead?');
    await page.getByRole('button', { name: 'Ask', exact: true }).click();
    await page.getByTestId('usage').waitFor(patience);
    assert.match(await page.getByTestId('usage').innerText(), /\d+ tokens · (stop|length)/);
    assert.ok((await page.getByTestId('answer').innerText()).length > 0);
    assert.deepEqual(faults, []);
    await page.close();
  });

  test('dropped files are taken, and another command plans again', async () => {
    const { page, faults } = await openPage(browser, server.url);
    const folder = join(home, 'examples/frames/0');
    const files = (await readdir(folder)).filter(name => /^CAM_.*\.(jpg|png)$/.test(name)).map(name => join(folder, name));
    await page.getByTestId('sample').first().waitFor(patience);
    await page.getByTestId('files').setInputFiles(files);
    await page.getByTestId('reason').waitFor(patience);
    assert.equal(await page.locator('figure.camera').count(), files.length);
    const seen = page.waitForEvent('websocket', { timeout: 1 }).catch(() => null); // the hub is open already: no second connection
    await page.getByLabel('command').selectOption('left');
    await page.locator('.busy .spinner').waitFor({ state: 'detached', ...patience });
    assert.equal(await seen, null);
    assert.ok(await page.getByTestId('reason').isVisible());
    assert.equal(await page.getByRole('alert').count(), 0);
    assert.deepEqual(faults, []);
    await page.close();
  });

  test('a truncated image is refused in words that name the camera, and the page goes on', async () => {
    const { page } = await openPage(browser, server.url);
    const image = await readFile(join(home, 'examples/frames/0/CAM_FRONT.jpg'));
    await page.getByTestId('sample').first().waitFor(patience);
    await page.getByTestId('files').setInputFiles({ name: 'CAM_FRONT.jpg', mimeType: 'image/jpeg', buffer: image.subarray(0, 2000) });
    const alert = page.getByRole('alert');
    await alert.waitFor(patience);
    assert.match(await alert.innerText(), /CAM_FRONT/);
    await page.getByTestId('sample').first().click();
    await page.getByTestId('reason').waitFor(patience);
    assert.equal(await page.getByRole('alert').count(), 0);
    await page.close();
  });

  test('a file that names no camera is refused before anything is sent', async () => {
    const { page } = await openPage(browser, server.url);
    await page.getByTestId('sample').first().waitFor(patience);
    await page.getByTestId('files').setInputFiles({ name: 'holiday.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('x') });
    await page.getByRole('alert').waitFor(patience);
    assert.match(await page.getByRole('alert').innerText(), /holiday\.jpg names no camera/);
    await page.close();
  });

  test('the API is described at /swagger', async () => {
    const { page } = await openPage(browser, `${server.url}/swagger`);
    await page.getByText('/v1/scenes', { exact: true }).first().waitFor(patience);
    await page.close();
  });
});
