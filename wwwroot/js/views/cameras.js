import { useEffect, useRef, useState } from 'preact/hooks';
import { html } from '../html.js';
import { rendered } from '../api.js';
import { band, projector, voxelCentres } from '../geometry.js';
import { colours, isGround } from '../classes.js';
import { pin } from '../places.js';

// As they stand around the car: front row, then back row.
const order = ['CAM_FRONT_LEFT', 'CAM_FRONT', 'CAM_FRONT_RIGHT', 'CAM_BACK_LEFT', 'CAM_BACK', 'CAM_BACK_RIGHT'];
const rank = name => { const i = order.indexOf(name); return i < 0 ? order.length : i; };

export function Cameras({ drive, frame, places, renders }) {
  const [layer, setLayer] = useState(true);
  const [beside, setBeside] = useState('');
  const cameras = Object.entries(drive.request.rig.cameras).filter(([name]) => drive.pictures.has(name)).sort((a, b) => rank(a[0]) - rank(b[0]));
  return html`<section class="panel">
    <header><h2>Cameras</h2>
      <label class="note"><input type="checkbox" checked=${layer} onChange=${e => setLayer(e.target.checked)} /> occupancy and path</label>
      ${renders && html`<label class="note">beside it <select value=${beside} onChange=${e => setBeside(e.target.value)} data-testid="beside">
        <option value="">nothing</option><option value="color">rendered image</option><option value="depth">rendered depth</option><option value="alpha">rendered opacity</option>
      </select></label>`}
    </header>
    <div class="cameras" style=${`--across:${Math.min(3, cameras.length)}`}>
      ${cameras.map(([name, camera]) => html`<${View} key=${name} name=${name} camera=${camera} picture=${drive.pictures.get(name)}
        grid=${drive.occupancy?.grid} frame=${layer ? frame : null} plan=${layer ? drive.plan : null} places=${places}
        rendered=${beside && drive.scene ? rendered(drive.scene.id, name, beside) : null} />`)}
    </div>
  </section>`;
}

function View({ name, camera, picture, grid, frame, plan, places, rendered }) {
  const canvas = useRef(null);
  useEffect(() => {
    const surface = canvas.current;
    surface.width = 640;
    surface.height = Math.round(640 * camera.height / camera.width);
    const g = surface.getContext('2d');
    g.clearRect(0, 0, surface.width, surface.height);
    const scale = 640 / camera.width;
    const project = projector(camera);
    if (frame && grid) drawVoxels(g, project, camera, scale, grid, frame);
    if (plan) drawPath(g, project, scale, plan.trajectory.points);
    drawPlaces(g, project, camera, scale, places);
  }, [camera, grid, frame, plan, places]);
  const title = name.replace('CAM_', '').replaceAll('_', ' ').toLowerCase();
  return html`<figure class="camera">
    <div class="picture"><img src=${picture} alt=${name} /><canvas ref=${canvas}></canvas><figcaption>${title}</figcaption></div>
    ${rendered && html`<div class="picture"><img src=${rendered} alt=${`${name}, rendered`} data-testid="rendered" /><figcaption>${title}, rendered</figcaption></div>`}
  </figure>`;
}

// Each voxel as a square of its size at its depth, far ones first.
function drawVoxels(g, project, camera, scale, grid, frame) {
  const size = grid.voxel, centres = voxelCentres(grid, frame);
  const focal = camera.intrinsics[0][0] * scale;
  const seen = [];
  for (let i = 0; i < frame.labels.length; i++) {
    const [u, v, depth] = project(centres[3 * i], centres[3 * i + 1], centres[3 * i + 2]);
    if (depth < 1 || u < 0 || v < 0 || u > camera.width || v > camera.height) continue;
    seen.push([depth, u * scale, v * scale, frame.labels[i]]);
  }
  seen.sort((a, b) => b[0] - a[0]);
  for (const [depth, u, v, label] of seen) {
    const edge = Math.min(40, Math.max(1.5, focal * size / depth)) * (isGround(label) ? 0.55 : 0.85);
    g.globalAlpha = isGround(label) ? 0.28 : 0.5;
    g.fillStyle = colours[label];
    g.fillRect(u - edge / 2, v - edge / 2, edge, edge);
  }
  g.globalAlpha = 1;
}

// Places that an answer names, a metre above the ground, far ones first.
function drawPlaces(g, project, camera, scale, places) {
  const seen = places.map(place => [...project(place.x, place.y, 1), place.number]).filter(([u, v, depth]) => depth > 1 && u >= 0 && v >= 0 && u <= camera.width && v <= camera.height);
  for (const [u, v, , number] of seen.sort((a, b) => b[2] - a[2])) pin(g, u * scale, Math.max(32, v * scale), number);
}

// The planned path as a band on the ground (z = 0), as wide as the car; what lies behind the camera is left out.
function drawPath(g, project, scale, points) {
  const { left, right } = band(densify(points), 1.85);
  g.lineJoin = 'round';
  for (let i = 0; i + 1 < left.length; i++) {
    const corners = [left[i], left[i + 1], right[i + 1], right[i]].map(([x, y]) => project(x, y, 0));
    if (corners.some(c => c[2] < 0.5)) continue;
    g.beginPath();
    corners.forEach(([u, v], k) => k ? g.lineTo(u * scale, v * scale) : g.moveTo(u * scale, v * scale));
    g.closePath();
    g.fillStyle = `rgba(79, 209, 197, ${0.62 - 0.35 * i / left.length})`;
    g.fill();
  }
}

// Points every quarter step, so that the near part is drawn too.
function densify(points) {
  const dense = [];
  let from = [0, 0];
  for (const to of points) {
    for (let k = 1; k <= 4; k++) dense.push([from[0] + (to[0] - from[0]) * k / 4, from[1] + (to[1] - from[1]) * k / 4]);
    from = to;
  }
  return dense;
}
