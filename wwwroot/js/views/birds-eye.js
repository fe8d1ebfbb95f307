import { useEffect, useRef } from 'preact/hooks';
import { html } from '../html.js';
import { band, voxelCentres } from '../geometry.js';
import { colours, isGround } from '../classes.js';
import { pin } from '../places.js';

// From above: forward is up, left is left. Occupancy, the anchors by score, each denoising step, the trajectory, places that an answer names.
export function BirdsEye({ drive, frame, grid, places }) {
  const canvas = useRef(null);
  useEffect(() => { draw(canvas.current, drive, frame, grid, places); }, [drive, frame, grid, places]);
  return html`<canvas class="birds-eye" ref=${canvas} width="900" height="720" data-testid="birds-eye"
    role="img" aria-label="The trajectory and its anchors from above"></canvas>`;
}

const ahead = 34, behind = 10;          // metres shown before and behind the car
const step = ['#f6ad55', '#f687b3'];    // denoising steps

function draw(surface, drive, frame, grid, places) {
  const g = surface.getContext('2d');
  const { width, height } = surface;
  const scale = height / (ahead + behind);
  const at = (x, y) => [width / 2 - y * scale, (ahead - x) * scale];
  g.clearRect(0, 0, width, height);
  if (frame && grid) topDown(g, at, scale, grid, frame);
  rings(g, at, scale);

  const anchors = drive.plan?.anchors || drive.scores?.anchors || [];
  const best = Math.max(1e-9, ...anchors.map(a => a.score));
  for (const anchor of anchors) line(g, at, anchor.points, `rgba(170, 190, 225, ${0.25 + 0.6 * anchor.score / best})`, 2);
  const chosen = drive.plan?.chosen ?? anchors.reduce((top, a, i) => a.score > anchors[top].score ? i : top, 0);
  drive.steps.forEach((s, i) => { const path = s.trajectories[Math.max(0, chosen)]; if (path) line(g, at, path, step[i % step.length], 2.5, [6, 6]); });
  if (drive.plan) {
    const points = drive.plan.trajectory.points;
    const { left, right } = band(points, 1.85);
    g.beginPath();
    [...left, ...right.reverse()].forEach(([x, y], i) => i ? g.lineTo(...at(x, y)) : g.moveTo(...at(x, y)));
    g.closePath();
    g.fillStyle = drive.plan.abstained ? 'rgba(255, 99, 99, .35)' : 'rgba(79, 209, 197, .38)';
    g.fill();
    line(g, at, points, drive.plan.abstained ? '#ff6363' : '#4fd1c5', 4);
    for (const [x, y] of points) { g.beginPath(); g.arc(...at(x, y), 5, 0, 7); g.fillStyle = '#eafffb'; g.fill(); }
    for (const check of drive.plan.safety?.checks || []) if (!check.ok && check.place) cross(g, at(check.place[0], check.place[1]));
  }
  const [x, y] = at(0.5 + 4.084 / 2, 1.85 / 2);
  g.fillStyle = '#f6ad55';
  g.beginPath();
  g.roundRect(x, y, 1.85 * scale, 4.084 * scale, 6);
  g.fill();
  for (const place of places) pin(g, ...at(place.x, place.y), place.number);
}

// The highest voxel of each column; ground beneath everything.
function topDown(g, at, scale, grid, frame) {
  const top = new Map(), centres = voxelCentres(grid, frame);
  frame.indices.forEach(([x, y, z], i) => {
    const key = x * 1000 + y, label = frame.labels[i], old = top.get(key);
    const rank = (isGround(label) ? 0 : 100) + z;
    if (!old || rank > old.rank) top.set(key, { i, label, rank });
  });
  const edge = grid.voxel * scale;
  for (const { i, label } of top.values()) {
    const [u, v] = at(centres[3 * i] + grid.voxel / 2, centres[3 * i + 1] + grid.voxel / 2);
    g.globalAlpha = isGround(label) ? 0.5 : 0.8;
    g.fillStyle = colours[label];
    g.fillRect(u, v, edge + 0.5, edge + 0.5);
  }
  g.globalAlpha = 1;
}

function rings(g, at, scale) {
  g.strokeStyle = 'rgba(150, 170, 210, .22)';
  g.fillStyle = 'rgba(180, 195, 225, .7)';
  g.font = '18px system-ui, sans-serif';
  g.lineWidth = 1;
  for (const radius of [10, 20, 30]) {
    g.beginPath();
    g.arc(...at(0, 0), radius * scale, 0, 7);
    g.stroke();
    const [u, v] = at(radius, 0);
    g.fillText(`${radius} m`, u + 6, v - 5);
  }
}

function line(g, at, points, style, width, dash = []) {
  g.beginPath();
  g.moveTo(...at(0, 0));
  for (const [x, y] of points) g.lineTo(...at(x, y));
  g.setLineDash(dash);
  g.strokeStyle = style;
  g.lineWidth = width;
  g.stroke();
  g.setLineDash([]);
}

function cross(g, [u, v]) {
  g.strokeStyle = '#ff6363';
  g.lineWidth = 4;
  g.beginPath();
  g.moveTo(u - 8, v - 8); g.lineTo(u + 8, v + 8); g.moveTo(u + 8, v - 8); g.lineTo(u - 8, v + 8);
  g.stroke();
}
