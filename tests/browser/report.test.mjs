// Pages of reports in a real browser, opened as files: what they show, and that they load nothing.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { home, startBrowser } from './server.mjs';

let browser;

before(async () => {
  // The made reports of tests/Jobs/Reports, as pages in artifacts/reports.
  await promisify(execFile)('dotnet', [join(home, 'artifacts/bin/VoxPilot.Jobs.Tests/release/VoxPilot.Jobs.Tests.dll'),
    '-class', 'VoxPilot.Jobs.Tests.Reports.PagesForBrowser'], { cwd: home });
  browser = await startBrowser();
});
after(() => browser?.close());

async function open(name, { width = 1400, scheme = 'light' } = {}) {
  const page = await browser.newPage({ viewport: { width, height: 1000 }, colorScheme: scheme });
  const faults = [], requests = [];
  page.on('pageerror', error => faults.push(error.message));
  page.on('console', message => faults.push(message.text()));
  page.on('request', request => { if (!request.url().startsWith('data:')) requests.push(request.url()); });
  const url = pathToFileURL(join(home, 'artifacts/reports', name)).href;
  await page.goto(url);
  await page.evaluate(() => Promise.all([...document.images].map(image => image.decode())));
  return { page, faults, requests, url };
}

const row = (page, id) => page.locator(`tr[data-measure="${id}"]`);
const brightness = page => page.evaluate(() => getComputedStyle(document.body).backgroundColor.match(/\d+/g).slice(0, 3).reduce((a, b) => a + +b, 0));

async function picture(page, name) {
  await mkdir(join(home, 'artifacts/screenshots'), { recursive: true });
  await page.screenshot({ path: join(home, 'artifacts/screenshots', `${name}.png`), fullPage: true });
}

describe('the page of a report', () => {
  test('shows figures with units, intervals and signs, and loads nothing', async () => {
    const { page, faults, requests, url } = await open('trained.html');
    assert.match(await row(page, 'occupancy.miou.camera.occ3d').innerText(), /★\s*\d\d\.\d\d %\s+\d\d\.\d\d … \d\d\.\d\d/);
    assert.match(await row(page, 'planning.l2.omnidrive.3').innerText(), /0\.\d{3} m/);
    assert.equal(await row(page, 'planning.l2.uniad.2').locator('svg.plot .whisker').count(), 12, 'four whiskers with two ends each');
    assert.match(await row(page, 'planning.boundary.omnidrive').innerText(), /undefined/);
    assert.match(await page.locator('#task-detection').innerText(), /Absent\. The pack has no detector\./);
    assert.equal(await page.locator('#task-detection .figure').count(), 0);
    assert.equal(await page.getByTestId('untrained').count(), 0);
    assert.ok(await page.locator('figure img').evaluate(image => image.naturalWidth > 1000), 'the picture is there');
    assert.match(await page.locator('.command').first().innerText(), /^\.\/voxpilot evaluate/);
    await page.locator('tr[data-measure="planning.l2.omnidrive.0"]').scrollIntoViewIfNeeded();
    await page.locator('#task-planning .group .convention').first().click();
    assert.match(page.url(), /#convention-\d+$/);
    assert.ok(await page.locator(new URL(page.url()).hash).isVisible(), 'a convention leads to the legend');
    assert.deepEqual(faults, []);
    assert.deepEqual(requests.map(request => request.split('#')[0]), [url]);
    await picture(page, 'report-1400');
    await page.close();
  });

  test('an untrained pack cannot be missed, in the dark or on a telephone', async () => {
    for (const options of [{ scheme: 'dark' }, { width: 420 }, { width: 420, scheme: 'dark' }]) {
      const { page, faults } = await open('untrained.html', options);
      const alarm = page.getByTestId('untrained');
      assert.match(await alarm.innerText(), /This pack was not trained: its figures mean nothing but that the pipeline runs/);
      assert.ok((await alarm.boundingBox()).y < 400, 'it stands at the top');
      assert.equal(await brightness(page) < 200, options.scheme === 'dark');
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), options.width ?? 1400, 'nothing sticks out');
      assert.deepEqual(faults, []);
      await picture(page, `report-untrained-${options.width ?? 1400}-${options.scheme ?? 'light'}`);
      await page.close();
    }
  });

  test('a narrow page names the column of each figure', async () => {
    const { page } = await open('trained.html', { width: 420 });
    assert.match(await row(page, 'planning.l2.omnidrive.3').innerText(), /nano-2\s.*Constant velocity\s.*Ego-MLP\s/s);
    await page.close();
  });

  test('a comparison shows differences and loads nothing', async () => {
    for (const width of [1400, 420]) {
      const { page, faults, requests, url } = await open('comparison.html', { width });
      assert.match(await page.locator('h1').innerText(), /nano-2 beside nano-3/);
      assert.match(await row(page, 'occupancy.miou.camera.occ3d').innerText(), /▲\s*\+\d\.\d\d %\s+\+\d\.\d\d … \+\d\.\d\d/);
      assert.match(await row(page, 'captions.ptb.cider').innerText(), /≈\s*0\.000/);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width, 'nothing sticks out');
      assert.deepEqual(faults, []);
      assert.deepEqual(requests, [url]);
      await picture(page, `comparison-${width}`);
      await page.close();
    }
  });
});
