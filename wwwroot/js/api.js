// The service's routes, as promises. A refusal becomes a Problem with the service's own words.

export class Problem extends Error {
  constructor(body, status) {
    super(body.detail || body.title || `The service answered ${status}.`);
    this.title = body.title || 'The request failed';
    this.status = status;
    this.errors = body.errors || null;
    this.traceId = body.trace_id || null;
  }
}

// The body of an answer, or the problem that it is.
export async function answer(response) {
  const type = response.headers.get('content-type') || '';
  const body = type.includes('json') ? await response.json() : { detail: await response.text() };
  if (!response.ok) throw new Problem(body, response.status);
  return body;
}

export const models = async () => answer(await fetch('v1/models'));
export const adapters = async () => answer(await fetch('v1/adapters'));
export const samples = async () => answer(await fetch('v1/samples'));

export async function ready() {
  const response = await fetch('health/ready');
  return { ready: response.ok, ...(await response.json().catch(() => ({}))) };
}

export async function sampleImage(sample, camera) {
  const response = await fetch(`v1/samples/${encodeURIComponent(sample)}/${encodeURIComponent(camera)}`);
  if (!response.ok) throw new Problem(await response.json().catch(() => ({})), response.status);
  return response.blob();
}

// scene: the JSON part of api.md; images: Map of camera name → Blob.
export async function createScene(scene, images) {
  const form = new FormData();
  form.append('scene', new Blob([JSON.stringify(scene)], { type: 'application/json' }), 'rig.json');
  for (const [camera, image] of images) form.append(camera, image, `${camera}.${image.type === 'image/png' ? 'png' : 'jpg'}`);
  return answer(await fetch('v1/scenes', { method: 'POST', body: form }));
}

export const occupancy = async (id, horizons = '0,1,2,3') =>
  answer(await fetch(`v1/scenes/${id}/occupancy?horizon=${horizons}&format=json`));

// The scene's 3D Gaussians in the service's binary form, those of little opacity left out.
export async function gaussians(id) {
  const response = await fetch(`v1/scenes/${id}/gaussians?format=binary&min_opacity=0.02`);
  if (!response.ok) throw new Problem(await response.json().catch(() => ({})), response.status);
  return response.arrayBuffer();
}

export const rendered = (id, camera, what) => `v1/scenes/${id}/render/${encodeURIComponent(camera)}?what=${what}`;

// The hub: one connection for the page, opened when first needed.
let connection = null;
async function hub() {
  if (connection === null) {
    const built = new signalR.HubConnectionBuilder().withUrl('hubs/drive').withAutomaticReconnect()
      .configureLogging(signalR.LogLevel.Warning).build();
    connection = built.start().then(() => built, failure => { connection = null; throw failure; });
  }
  return connection;
}

// Runs a stream of the hub; onEvent gets each { event, data }. Returns { done: Promise, cancel() }.
export function stream(method, args, onEvent) {
  let subscription = null, cancelled = false;
  const done = hub().then(link => new Promise((resolve, reject) => {
    if (cancelled) { resolve(); return; }
    subscription = link.stream(method, ...args).subscribe({
      next: item => {
        if (item.event === 'error') reject(new Problem(item.data, item.data.status));
        else onEvent(item);
      },
      complete: resolve,
      error: failure => reject(new Problem({ title: 'The stream broke off', detail: failure.message }, 0)),
    });
  }));
  return { done, cancel() { cancelled = true; subscription?.dispose(); } };
}
