import { useRef, useState } from 'preact/hooks';
import { html } from '../html.js';
import { sampleImage } from '../api.js';

// Where frames come from: a sample, or files dropped on the page.
export function Source({ samples, busy, disabled, onStart, onProblem }) {
  const [over, setOver] = useState(false);
  const [rig, setRig] = useState('');
  const picker = useRef(null);
  const chosenRig = samples.find(s => s.name === rig) || samples[0];

  async function press(sample) {
    try {
      const images = await Promise.all(sample.cameras.map(async camera => [camera, await sampleImage(sample.name, camera)]));
      onStart(sample.scene, new Map(images));
    } catch (failure) { onProblem(failure); }
  }

  async function take(files) {
    setOver(false);
    try {
      const { scene, images } = await read([...files], chosenRig);
      onStart(scene, images);
    } catch (failure) { onProblem(failure); }
  }

  return html`<section class=${`source ${over ? 'over' : ''}`}
      onDragOver=${e => { e.preventDefault(); setOver(true); }} onDragLeave=${() => setOver(false)}
      onDrop=${e => { e.preventDefault(); take(e.dataTransfer.files); }}>
    <div class="samples">
      ${samples.map(s => html`<button class="sample" disabled=${disabled} onClick=${() => press(s)} data-testid="sample">
        <img src=${`v1/samples/${s.name}/${s.cameras.find(c => c === 'CAM_FRONT') || s.cameras[0]}`} alt="" />
        <span>${s.title || s.name}</span></button>`)}
    </div>
    <div class="drop">
      <p>Drop one image per camera, named like <code>CAM_FRONT.jpg</code>, and a <code>rig.json</code> if the rig is your own.</p>
      <p><button class="quiet" onClick=${() => picker.current.click()} disabled=${disabled}>Choose files</button>
        ${samples.length > 0 && html`<label> rig of <select value=${chosenRig?.name} onChange=${e => setRig(e.target.value)}>
          ${samples.map(s => html`<option value=${s.name}>${s.title || s.name}</option>`)}</select></label>`}
        <input ref=${picker} type="file" multiple hidden accept=".json,image/jpeg,image/png" data-testid="files"
          onChange=${e => { take(e.target.files); e.target.value = ''; }} /></p>
    </div>
    <div class="busy" role="status">${busy && html`<i class="spinner"></i>${busy}`}</div>
  </section>`;
}

// Files → scene and images. Cameras are found by the longest name that a file's name holds.
async function read(files, sample) {
  const json = files.find(f => f.name.endsWith('.json'));
  let scene;
  if (json) {
    try { scene = JSON.parse(await json.text()); }
    catch (failure) { throw new Error(`${json.name} is not JSON: ${failure.message}`); }
  } else if (sample) {
    scene = structuredClone(sample.scene);
    delete scene.sequence;
  } else throw new Error('No rig is known: drop a rig.json beside the images.');

  const names = Object.keys(scene.rig?.cameras ?? {}).sort((a, b) => b.length - a.length);
  const images = new Map();
  for (const file of files) {
    if (file === json) continue;
    const camera = names.find(n => file.name.toUpperCase().includes(n.toUpperCase()));
    if (!camera) throw new Error(`${file.name} names no camera of the rig (${names.join(', ')}); rename it or drop a rig.json.`);
    if (images.has(camera)) throw new Error(`${camera} is given twice; the second file is ${file.name}.`);
    images.set(camera, file);
    if (!json) await fit(scene.rig.cameras[camera], file);
  }
  if (images.size === 0) throw new Error('No image is among the files; drop one JPEG or PNG per camera.');
  for (const name of names) if (!images.has(name)) delete scene.rig.cameras[name];
  return { scene, images };
}

// A borrowed rig follows the size of the dropped image.
async function fit(camera, file) {
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (bitmap === null) return; // the service says what is wrong with it
  const sx = bitmap.width / camera.width, sy = bitmap.height / camera.height;
  camera.intrinsics = camera.intrinsics.map((row, i) => row.map(value => value * [sx, sy, 1][i]));
  camera.width = bitmap.width;
  camera.height = bitmap.height;
  bitmap.close();
}
