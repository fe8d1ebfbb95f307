// Starts the real server on a free port with a data root of its own, and a browser page on it.
import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';

export const home = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

const freePort = () => new Promise((resolve, reject) => {
  const probe = createServer().once('error', reject).listen(0, '127.0.0.1', () => {
    const { port } = probe.address();
    probe.close(() => resolve(port));
  });
});

const program = join(home, 'artifacts/bin/VoxPilot.Api/release/VoxPilot.Api.dll');

// Runs a command of the program on a data root.
export const run = (data, ...args) => promisify(execFile)('dotnet', [program, ...args], { env: { ...process.env, VOXPILOT_HOME: home, VOXPILOT_DATA: data } });

// prepare gets the data root before the server starts on it.
export async function startServer(environment = {}, prepare = async () => {}) {
  const url = `http://127.0.0.1:${await freePort()}`;
  const data = await mkdtemp(join(tmpdir(), 'voxpilot-browser-'));
  await prepare(data);
  const log = [];
  const child = spawn('dotnet', [program, 'serve'], {
    env: { ...process.env, VOXPILOT_HOME: home, VOXPILOT_DATA: data, ASPNETCORE_URLS: url, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.on('data', text => log.push(String(text)));
  child.stderr.on('data', text => log.push(String(text)));
  let exited = null;
  const gone = new Promise(resolve => child.once('exit', code => { exited = code ?? 'signal'; resolve(); }));
  for (let tries = 0; ; tries++) {
    if (exited !== null) throw new Error(`The server ended with ${exited}:\n${log.join('')}`);
    if (await fetch(`${url}/health/ready`).then(r => r.ok, () => false)) break;
    if (tries > 1200) {
      child.kill('SIGKILL');
      throw new Error(`The server did not become ready:\n${log.join('')}`);
    }
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  return {
    url, log,
    async stop() {
      child.kill('SIGINT');
      await gone;
      await rm(data, { recursive: true, force: true });
    },
  };
}

export const startBrowser = () => chromium.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
    '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
});

// A page, and the faults that it reported itself.
export async function openPage(browser, url) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 1500 } });
  const faults = [];
  page.on('pageerror', error => faults.push(error.message));
  page.on('console', message => { if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) faults.push(message.text()); });
  await page.goto(url);
  return { page, faults };
}
