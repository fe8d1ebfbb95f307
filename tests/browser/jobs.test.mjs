// Jobs in a real browser against the real server: queued by the form, watched, compared, promoted.
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { home, startBrowser, startServer } from './server.mjs';

const patience = { timeout: 120_000 };
let server, browser, page;
const faults = [];

before(async () => {
  [server, browser] = await Promise.all([startServer(), startBrowser()]);
  page = await browser.newPage({ viewport: { width: 1400, height: 1000 } });
  page.on('pageerror', fault => faults.push(fault.message));
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const state = () => page.getByTestId('state').innerText();
const reach = async (...states) => {
  for (let tries = 0; ; tries++) {
    const now = await state();
    if (states.includes(now)) return;
    assert.ok(!['failed', 'cancelled', 'succeeded'].includes(now) && tries < 1200, `it is ${now}: ${await page.getByTestId('log').innerText()}`);
    await new Promise(resolve => setTimeout(resolve, 100));
  }
};
const queue = async () => {
  await page.getByTestId('queue').click(patience);
  await page.getByTestId('detail').waitFor(patience);
};
const set = (field, value) => page.locator(`#field-${field}`).fill(value);

describe('the page of jobs', () => {
  test('a data set is made of the world', async () => {
    await page.goto(`${server.url}/jobs.html`);
    await page.getByTestId('form').waitFor(patience);
    await page.getByTestId('kind').selectOption('world');
    assert.match(await page.getByTestId('form').innerText(), /Still to be chosen: dataset/);
    await page.getByRole('button', { name: /tiny/ }).click();
    await set('dataset', '../away');
    await page.getByTestId('problem').waitFor(patience);
    assert.equal(await page.getByTestId('queue').isDisabled(), true);
    await set('dataset', 'town');
    await page.getByText('world generate --out $VOXPILOT_DATA/datasets/town').waitFor(patience);
    assert.match(await page.getByTestId('curl').innerText(), /"dataset":"town"/);
    await queue();
    await reach('succeeded');
  });

  test('a training is queued, watched, cancelled, resumed and promoted', async () => {
    await page.getByText('+ new job').click();
    await page.getByTestId('kind').selectOption('dense2d');
    await page.getByTestId('name').fill('sight');
    await page.getByRole('button', { name: /^mini/ }).click();
    await page.getByLabel('town').check(patience);
    await page.getByRole('button', { name: /all \d+ parameters/ }).click();
    await set('steps', '120');
    await set('batch', '2');
    await set('previews', '10');
    await queue();
    await reach('running');
    await page.locator('[data-testid=curve][data-name=loss] path').waitFor(patience); // two points
    await page.locator('[data-testid=previews] img').waitFor(patience);
    assert.match(await page.getByTestId('course').innerText(), /step\s+\d+\s+of 120[\s\S]*per second/);
    await page.getByTestId('cancel').click();
    await reach('cancelled');
    assert.match(await page.getByTestId('error').innerText(), /cancelled/);
    const saved = Number((await page.getByTestId('log').innerText()).match(/checkpoint at step (\d+)/g).at(-1).match(/\d+/)[0]);
    assert.ok(saved > 0 && saved < 120);
    await page.getByTestId('resume').click();
    await page.getByTestId('cancel').waitFor(patience);
    await page.getByTestId('promote').waitFor(patience);
    assert.match(await page.getByTestId('detail').innerText(), /attempt 2/);
    await mkdir(join(home, 'artifacts/screenshots'), { recursive: true });
    await page.screenshot({ path: join(home, 'artifacts/screenshots/jobs.png'), fullPage: true });
    await page.getByTestId('promote').click();
    await page.getByTestId('served').getByText('sight').waitFor(patience);
    const served = (await (await fetch(`${server.url}/v1/models`)).json()).data.find(pack => pack.status === 'loaded');
    assert.equal(served.id, 'sight');
  });

  test('two runs are laid over each other', async () => {
    const first = (await (await fetch(`${server.url}/v1/jobs?kind=dense2d`)).json()).data[0];
    const again = await (await fetch(`${server.url}/v1/jobs`, {
      method: 'POST', headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ kind: 'dense2d', preset: 'mini', name: 'other', parameters: { data: ['town'], steps: 20, batch: 2, seed: 9 } }),
    })).json();
    await page.goto(`${server.url}/jobs.html#${again.id}`);
    await page.reload();
    await page.getByTestId('detail').waitFor(patience);
    await reach('succeeded');
    await page.getByTestId('beside').selectOption(first.id);
    await page.locator('[data-testid=curve][data-name=loss] path.run1').waitFor(patience);
    await page.getByTestId('compare').waitFor(patience);
    assert.match(await page.getByTestId('compare').innerText(), /loss/);
  });

  test('two measurements are compared with the intervals of their differences', async () => {
    const measure = pack => ({ kind: 'evaluate', name: `measure ${pack}`, parameters: { pack, data: 'town', tasks: ['occupancy'], baselines: false, limit: 26 } });
    const { data } = await (await fetch(`${server.url}/v1/jobs`, {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ chain: [measure('nano'), measure('sight')] }),
    })).json();
    await page.goto(`${server.url}/jobs.html#${data[1].id}`);
    await page.getByTestId('detail').getByText('measure sight').waitFor(patience);
    await reach('succeeded');
    await page.getByTestId('beside').selectOption(data[0].id);
    await page.getByTestId('compare').waitFor(patience);
    assert.match(await page.getByTestId('compare').innerText(), /95 % interval[\s\S]*mIoU[\s\S]* … /);
    assert.deepEqual(faults, []);
  });
});
