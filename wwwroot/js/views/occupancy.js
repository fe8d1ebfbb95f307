import { useEffect, useRef } from 'preact/hooks';
import * as THREE from 'three';
import { OrbitControls } from 'three/orbit';
import { html } from '../html.js';
import { band, voxelCentres } from '../geometry.js';
import { colours, isGround } from '../classes.js';
import { splatMesh } from './splats.js';

// The occupied voxels in 3D, or the Gaussians in their place. One instanced mesh, rebuilt per frame; drawn only when something changes.
export function OccupancyView({ grid, frame, splats, plan, horizon }) {
  const host = useRef(null), stage = useRef(null);

  useEffect(() => {
    stage.current = createStage(host.current);
    return () => stage.current.dispose();
  }, []);

  useEffect(() => { stage.current?.show(grid, splats ? null : frame); }, [grid, frame, splats]);
  useEffect(() => { stage.current?.splat(splats); }, [splats]);
  useEffect(() => { stage.current?.path(horizon === 0 ? plan?.trajectory.points : null); }, [plan, horizon]);

  return html`<div class="stage" ref=${host} data-testid="occupancy"></div>`;
}

function createStage(host) {
  let renderer;
  try { renderer = new THREE.WebGLRenderer({ antialias: true, alpha: true, preserveDrawingBuffer: true }); }
  catch {
    host.textContent = 'This browser has no WebGL; the view from above shows the same voxels.';
    return { show() {}, splat() {}, path() {}, dispose() {} };
  }
  renderer.setPixelRatio(Math.min(2, devicePixelRatio));
  host.append(renderer.domElement);
  const scene = new THREE.Scene();
  const camera = new THREE.PerspectiveCamera(50, 1, 0.5, 400);
  camera.up.set(0, 0, 1);
  camera.position.set(-26, 10, 22);
  const controls = new OrbitControls(camera, renderer.domElement);
  controls.target.set(8, 0, 0);
  controls.maxPolarAngle = Math.PI / 2;
  controls.addEventListener('change', draw);
  scene.add(new THREE.HemisphereLight(0xdfeaff, 0x39404f, 2.1));
  const sun = new THREE.DirectionalLight(0xfff2dd, 1.6);
  sun.position.set(-20, 30, 50);
  scene.add(sun, ground(), car());

  const box = new THREE.BoxGeometry(1, 1, 1);
  const material = new THREE.MeshLambertMaterial();
  let voxels = null, gaussians = null, ribbon = null, disposed = false;

  function draw() {
    if (disposed) return;
    camera.updateMatrixWorld();
    gaussians?.sort(camera);
    renderer.render(scene, camera);
  }
  const observer = new ResizeObserver(() => {
    const { clientWidth: w, clientHeight: h } = host;
    renderer.setSize(w, h, false);
    camera.aspect = w / h;
    camera.updateProjectionMatrix();
    draw();
  });
  observer.observe(host);
  controls.update();

  return {
    show(grid, frame) {
      if (voxels) { scene.remove(voxels); voxels.dispose(); voxels = null; }
      if (grid && frame) {
        voxels = new THREE.InstancedMesh(box, material, frame.labels.length);
        const matrix = new THREE.Matrix4(), colour = new THREE.Color();
        const size = grid.voxel, centres = voxelCentres(grid, frame);
        frame.labels.forEach((label, i) => {
          const flat = isGround(label);
          const edge = size * 0.94;
          matrix.makeScale(edge, edge, flat ? size * 0.3 : edge);
          matrix.setPosition(centres[3 * i], centres[3 * i + 1], centres[3 * i + 2]);
          voxels.setMatrixAt(i, matrix);
          voxels.setColorAt(i, colour.set(colours[label]));
        });
        scene.add(voxels);
      }
      draw();
    },
    splat(splats) {
      if (gaussians) { scene.remove(gaussians.mesh); gaussians.dispose(); gaussians = null; }
      if (splats) {
        gaussians = splatMesh(splats);
        scene.add(gaussians.mesh);
      }
      draw();
    },
    path(points) {
      if (ribbon) { scene.remove(ribbon); ribbon.geometry.dispose(); ribbon.material.dispose(); ribbon = null; }
      if (points) {
        const { left, right } = band(points, 1.85);
        const corners = [];
        for (let i = 0; i + 1 < left.length; i++) {
          const [a, b, c, d] = [left[i], left[i + 1], right[i + 1], right[i]].map(([x, y]) => [x, y, 0.12]);
          corners.push(...a, ...b, ...c, ...a, ...c, ...d);
        }
        const geometry = new THREE.BufferGeometry();
        geometry.setAttribute('position', new THREE.Float32BufferAttribute(corners, 3));
        ribbon = new THREE.Mesh(geometry, new THREE.MeshBasicMaterial({ color: 0x4fd1c5, side: THREE.DoubleSide, transparent: true, opacity: 0.85 }));
        scene.add(ribbon);
      }
      draw();
    },
    dispose() {
      disposed = true;
      observer.disconnect();
      controls.dispose();
      renderer.dispose();
      renderer.domElement.remove();
    },
  };
}

function ground() {
  const lines = new THREE.GridHelper(80, 16, 0x3d4a63, 0x252f42);
  lines.rotation.x = Math.PI / 2;
  lines.position.z = -1;
  return lines;
}

// The car itself: nuScenes' 4.084 × 1.85 m, its centre half a metre ahead of the origin.
function car() {
  const group = new THREE.Group();
  const paint = new THREE.MeshLambertMaterial({ color: 0xf6ad55 });
  const body = new THREE.Mesh(new THREE.BoxGeometry(4.084, 1.85, 0.8), paint);
  body.position.set(0.5, 0, 0.7);
  const cabin = new THREE.Mesh(new THREE.BoxGeometry(2.2, 1.6, 0.6), new THREE.MeshLambertMaterial({ color: 0x2b3345 }));
  cabin.position.set(0.3, 0, 1.35);
  group.add(body, cabin);
  return group;
}
