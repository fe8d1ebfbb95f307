// The page in a real browser against the real server: samples, dropped files, answers, faults.
import assert from 'node:assert/strict';
import { mkdir, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { home, openPage, run, startBrowser, startServer } from './server.mjs';

const patience = { timeout: 60_000 };
let server, browser;

before(async () => {
  [server, browser] = await Promise.all([startServer(), startBrowser()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

// Pixels of a canvas, drawn at 160×120, for which `is` holds; it gets [red, green, blue, alpha].
const count = (page, selector, is) => page.$eval(selector, (surface, source) => {
  const copy = document.createElement('canvas');
  copy.width = 160; copy.height = 120;
  const g = copy.getContext('2d');
  g.drawImage(surface, 0, 0, 160, 120);
  const { data } = g.getImageData(0, 0, 160, 120);
  const holds = new Function(`return ${source}`)();
  let pixels = 0;
  for (let i = 0; i < data.length; i += 4) if (holds(data.slice(i, i + 4))) pixels++;
  return pixels;
}, is.toString());

// The page draws after it has changed; a drawing is awaited, not expected at once.
async function eventually(holds, what) {
  for (let tries = 0; !(await holds()); tries++) {
    assert.ok(tries < 200, what);
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

const opaque = p => p[3] > 40;
const path = p => p[3] > 100 && p[1] > 120 && p[1] > 1.35 * p[0] && p[2] > 0.75 * p[1];    // the path's teal
// From above a path that fails the safety checks, as one of random weights may, is red.
const pathFromAbove = p => p[3] > 100 && (p[1] > 120 && p[1] > 1.35 * p[0] && p[2] > 0.75 * p[1]
  || p[0] > 90 && p[1] < 0.5 * p[0] && p[2] > 0.8 * p[1] && p[2] < 0.7 * p[0]);
const car = p => p[0] > 200 && p[1] > 120 && p[1] < 200 && p[2] < 130;                      // the ego car's amber

async function pressSample(which = 0) {
  const opened = await openPage(browser, server.url);
  await opened.page.getByTestId('sample').nth(which).click(patience);
  await opened.page.getByTestId('reason').waitFor(patience);
  return opened;
}

describe('the page', () => {
  test('a pressed sample shows cameras, occupancy, trajectory and timings', async () => {
    const { page, faults } = await pressSample(2); // the car is under way: a path of some length
    assert.equal(await page.locator('figure.camera').count(), 6);
    const nano = (await (await fetch(`${server.url}/v1/models`)).json()).data.find(pack => pack.id === 'nano');
    const whole = nano.trained && nano.capabilities.includes('vqa');
    assert.equal(await page.getByTestId('untrained').count(), whole ? 0 : 1, 'what is untrained is flagged');
    assert.match(await page.getByTestId('voxels').innerText(), /[1-9][\d,]* voxels/);
    await eventually(async () => await count(page, '[data-testid=birds-eye]', car) > 20, 'the car is seen from above');
    await eventually(async () => await count(page, '[data-testid=birds-eye]', pathFromAbove) > 40, 'the trajectory is seen from above');
    await eventually(async () => await count(page, '[data-testid=occupancy] canvas', path) > 10, 'the trajectory is seen in 3D');
    assert.ok(await page.locator('.checks li').count() >= 3, 'safety checks are listed');
    assert.ok(await page.locator('[data-testid=timings] tr').count() >= 5, 'stages are timed');
    await mkdir(join(home, 'artifacts/screenshots'), { recursive: true });
    await page.screenshot({ path: join(home, 'artifacts/screenshots/drive.png') });
    assert.deepEqual(faults, []);
    await page.close();
  });

  test('the occupancy and the path are projected into the cameras, and can be switched off', async () => {
    const { page, faults } = await pressSample();
    const layers = page.locator('figure.camera canvas');
    const drawn = async () => {
      let pixels = 0;
      for (let i = 0; i < await layers.count(); i++) pixels += await count(page, `figure.camera:nth-child(${i + 1}) canvas`, opaque);
      return pixels;
    };
    await eventually(async () => await drawn() > 200, 'something is projected');
    const front = await page.locator('figure.camera').evaluateAll(figures => figures.findIndex(f => f.querySelector('img').alt === 'CAM_FRONT'));
    await eventually(async () => await count(page, `figure.camera:nth-child(${front + 1}) canvas`, path) > 100, 'the path lies before the car');
    await page.getByLabel('occupancy and path').uncheck();
    await eventually(async () => await drawn() === 0, 'nothing is projected any more');
    assert.deepEqual(faults, []);
    await page.close();
  });

  test('each horizon shows the voxels that the API gives for it', async () => {
    const { page, faults } = await openPage(browser, server.url);
    const answered = page.waitForResponse(response => response.url().includes('/occupancy?'));
    await page.getByTestId('sample').first().click(patience);
    const { frames } = await (await answered).json();
    await page.getByTestId('reason').waitFor(patience);
    assert.deepEqual(frames.map(f => f.horizon), [0, 1, 2, 3]);
    for (const frame of frames) {
      const button = page.getByRole('button', { name: frame.horizon === 0 ? 'now' : `+${frame.horizon} s` });
      await button.click();
      const expected = `${frame.labels.length.toLocaleString('en')} voxels`;
      await eventually(async () => await button.getAttribute('aria-pressed') === 'true' && await page.getByTestId('voxels').innerText() === expected,
        `${frame.horizon} s shows ${expected}`);
    }
    assert.deepEqual(faults, []);
    await page.close();
  });

  test('positions in an answer are marked in its text, from above and in the cameras', async () => {
    const { page, faults } = await openPage(browser, server.url);
    // What the service answers, but for the words of the last event.
    await page.routeWebSocket(/hubs/, socket => {
      const service = socket.connectToServer();
      service.onMessage(message => socket.send(String(message).split('\u001e').filter(Boolean).map(text => {
        const item = JSON.parse(text);
        if (item.item?.event === 'done') item.item.data.answer = 'A car at (+12.0, 0.0), velocity: (+3.0, 0.0), a cone at (-8.0, +2.5); the car at (+12.0, 0.0) first.';
        return JSON.stringify(item) + '\u001e';
      }).join('')));
    });
    await page.getByTestId('sample').first().click(patience);
    await page.getByTestId('reason').waitFor(patience);
    await page.getByLabel('occupancy and path').uncheck();
    const pin = p => p[3] > 100 && p[0] > 220 && p[1] > 180 && p[1] < 225 && p[2] > 70 && p[2] < 140;
    assert.equal(await count(page, '[data-testid=birds-eye]', pin), 0);
    await page.getByTestId('question').fill('What is ahead?');
    await page.getByTestId('question').press('Enter');
    await page.getByTestId('usage').waitFor(patience);
    assert.deepEqual(await page.getByTestId('place').allInnerTexts(), ['1(+12.0, 0.0)', '2(-8.0, +2.5)', '1(+12.0, 0.0)']);
    await eventually(async () => await count(page, '[data-testid=birds-eye]', pin) > 4, 'pins stand in the view from above');
    const cameras = await page.locator('figure.camera').evaluateAll(figures => figures.map(f => f.querySelector('img').alt));
    for (const name of ['CAM_FRONT', 'CAM_BACK']) {
      await eventually(async () => await count(page, `figure.camera:nth-child(${cameras.indexOf(name) + 1}) canvas`, pin) > 4, `a pin stands in ${name}`);
    }
    assert.deepEqual(faults, []);
    await page.close();
  });

  test('a question is answered as a stream', async () => {
    const { page, faults } = await pressSample();
    await page.getByTestId('question').fill('What is ahead?');
    await page.evaluate(() => {
      globalThis.lengths = new Set();
      new MutationObserver(() => lengths.add(document.querySelector('[data-testid=answer]')?.textContent.length ?? 0))
        .observe(document.querySelector('.talk'), { subtree: true, childList: true, characterData: true });
    });
    await page.getByRole('button', { name: 'Ask', exact: true }).click();
    await page.getByTestId('usage').waitFor(patience);
    assert.ok(await page.evaluate(() => lengths.size) >= 3, 'the answer grows while it comes');
    assert.match(await page.getByTestId('usage').innerText(), /\d+ tokens · (stop|length)/);
    assert.ok((await page.getByTestId('answer').innerText()).length > 0);
    assert.deepEqual(faults, []);
    await page.close();
  });

  test('an adapter that is loaded can be chosen for a question', async () => {
    const { page } = await openPage(browser, server.url);
    // Listed, and gone by the time it is asked for: the service's own words show that it was.
    await page.route('**/v1/adapters', route => route.fulfill({ json: { data: [{ name: 'snow' }] } }));
    await page.getByTestId('sample').first().click(patience);
    await page.getByTestId('reason').waitFor(patience);
    await page.getByLabel('Adapter').selectOption('snow');
    await page.getByTestId('question').fill('What is ahead?');
    await page.getByTestId('question').press('Enter');
    await page.getByRole('alert').getByText("There is no adapter 'snow'").waitFor(patience);
    await page.getByLabel('Adapter').selectOption('no adapter');
    await page.getByTestId('question').fill('What is ahead?');
    await page.getByTestId('question').press('Enter');
    await page.getByTestId('usage').waitFor(patience);
    await page.close();
  });

  test('files dropped on the page are taken', async () => {
    const { page, faults } = await openPage(browser, server.url);
    await page.getByTestId('sample').first().waitFor(patience);
    const image = (await readFile(join(home, 'examples/frames/0/CAM_FRONT.jpg'))).toString('base64');
    const transfer = await page.evaluateHandle(async base64 => {
      const bytes = await (await fetch(`data:image/jpeg;base64,${base64}`)).blob();
      const held = new DataTransfer();
      held.items.add(new File([bytes], 'CAM_FRONT.jpg', { type: 'image/jpeg' }));
      return held;
    }, image);
    await page.dispatchEvent('.source', 'drop', { dataTransfer: transfer });
    await page.getByTestId('reason').waitFor(patience);
    assert.equal(await page.locator('figure.camera').count(), 1);
    assert.deepEqual(faults, []);
    await page.close();
  });

  test('chosen files are taken, and another command plans again', async () => {
    const { page, faults } = await openPage(browser, server.url);
    const folder = join(home, 'examples/frames/0');
    const files = (await readdir(folder)).filter(name => /^CAM_.*\.(jpg|png)$/.test(name)).map(name => join(folder, name));
    await page.getByTestId('sample').first().waitFor(patience);
    await page.getByTestId('files').setInputFiles(files);
    await page.getByTestId('reason').waitFor(patience);
    assert.equal(await page.locator('figure.camera').count(), files.length);
    const straight = await page.getByTestId('birds-eye').screenshot();
    await page.getByLabel('command').selectOption('left');
    await page.locator('.busy .spinner').waitFor({ state: 'detached', ...patience });
    assert.ok(await page.getByTestId('reason').isVisible());
    await eventually(async () => !straight.equals(await page.getByTestId('birds-eye').screenshot()), 'the plan changes with the command');
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

describe('the page of a pack that sees Gaussians', () => {
  test('shows them in 3D, and what cameras see of them beside their images', async () => {
    const splats = await startServer({ VoxPilot__Driving__Pack: 'splats' }, data => run(data, 'models', 'create', '--out', join(data, 'models/splats'), '--gaussians', '300'));
    try {
      const { page, faults } = await openPage(browser, splats.url);
      await page.getByTestId('sample').first().click(patience);
      await page.getByTestId('reason').waitFor(patience);
      assert.equal(await page.getByTestId('rendered').count(), 0);
      const voxels = await page.getByTestId('occupancy').screenshot();
      await page.getByRole('button', { name: 'splats' }).click();
      await eventually(async () => /^[1-9][\d,]* Gaussians$/.test(await page.getByTestId('voxels').innerText()), 'their number is shown');
      await eventually(async () => !voxels.equals(await page.getByTestId('occupancy').screenshot()), 'they stand where voxels stood');
      await page.getByTestId('beside').selectOption('depth');
      await eventually(async () => await page.getByTestId('rendered').evaluateAll(images => images.length === 6 && images.every(image => image.complete && image.naturalWidth > 0)),
        'each camera has its rendered depth');
      await page.screenshot({ path: join(home, 'artifacts/screenshots/splats.png') });
      await page.getByRole('button', { name: 'now' }).click();
      await eventually(async () => /voxels$/.test(await page.getByTestId('voxels').innerText()), 'voxels come back');
      assert.deepEqual(faults, []);
      await page.close();
    } finally {
      await splats.stop();
    }
  });

  test('of one that sees none has no such button', async () => {
    const { page } = await pressSample();
    const nano = (await (await fetch(`${server.url}/v1/models`)).json()).data.find(model => model.status === 'loaded');
    assert.equal(await page.getByRole('button', { name: 'splats' }).count(), nano.capabilities.includes('gaussians') ? 1 : 0);
    await page.close();
  });
});
