import * as THREE from 'three';

// 3D Gaussians as splats: for each a quad that covers its ellipse on the screen, blended from far to near.
const STRIDE = 32, REACH = 3;

// The service's binary form (docs/formats.md): mean, scale, colour and opacity, quaternion.
export function readSplats(buffer) {
  const count = buffer.byteLength / STRIDE, view = new DataView(buffer);
  const centres = new Float32Array(3 * count), covariances = new Float32Array(6 * count), paints = new Float32Array(4 * count);
  for (let i = 0; i < count; i++) {
    const at = STRIDE * i;
    const s = [0, 1, 2].map(k => view.getFloat32(at + 12 + 4 * k, true));
    for (let k = 0; k < 3; k++) centres[3 * i + k] = view.getFloat32(at + 4 * k, true);
    for (let k = 0; k < 4; k++) paints[4 * i + k] = view.getUint8(at + 24 + k) / 255;
    covariances.set(covariance(s, [0, 1, 2, 3].map(k => (view.getUint8(at + 28 + k) - 128) / 128)), 6 * i);
  }
  return { count, centres, covariances, paints };
}

// xx, xy, xz, yy, yz, zz of R S² Rᵀ.
function covariance(s, q) {
  const norm = Math.hypot(...q) || 1, [w, x, y, z] = q.map(v => v / norm);
  const r = [
    [1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)],
    [2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)],
    [2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)],
  ];
  const entry = (a, b) => r[a].reduce((sum, value, k) => sum + value * s[k] * s[k] * r[b][k], 0);
  return [entry(0, 0), entry(0, 1), entry(0, 2), entry(1, 1), entry(1, 2), entry(2, 2)];
}

// A mesh, and sort(camera) that puts the farthest first; call it before drawing from another place.
export function splatMesh({ count, centres, covariances, paints }) {
  const geometry = new THREE.InstancedBufferGeometry();
  geometry.setAttribute('position', new THREE.Float32BufferAttribute([-1, -1, 0, 1, -1, 0, 1, 1, 0, -1, 1, 0], 3));
  geometry.setIndex([0, 1, 2, 0, 2, 3]);
  geometry.instanceCount = count;
  const centre = instanced(3), first = instanced(3), second = instanced(3), paint = instanced(4);
  geometry.setAttribute('centre', centre).setAttribute('first', first).setAttribute('second', second).setAttribute('paint', paint);
  const material = new THREE.ShaderMaterial({
    vertexShader, fragmentShader, transparent: true, depthWrite: false, uniforms: { screen: { value: new THREE.Vector2(1, 1) } },
  });
  const mesh = new THREE.Mesh(geometry, material);
  mesh.frustumCulled = false;
  mesh.onBeforeRender = renderer => {
    renderer.getDrawingBufferSize(material.uniforms.screen.value).multiplyScalar(0.5);
  };
  const order = Uint32Array.from({ length: count }, (_, i) => i), distance = new Float32Array(count);

  function instanced(size) {
    return new THREE.InstancedBufferAttribute(new Float32Array(size * count), size).setUsage(THREE.DynamicDrawUsage);
  }

  function sort(camera) {
    const e = camera.matrixWorldInverse.elements;
    for (let i = 0; i < count; i++) distance[i] = e[2] * centres[3 * i] + e[6] * centres[3 * i + 1] + e[10] * centres[3 * i + 2];
    order.sort((a, b) => distance[a] - distance[b]);
    for (let at = 0; at < count; at++) {
      const i = order[at];
      centre.array.set(centres.subarray(3 * i, 3 * i + 3), 3 * at);
      first.array.set(covariances.subarray(6 * i, 6 * i + 3), 3 * at);
      second.array.set(covariances.subarray(6 * i + 3, 6 * i + 6), 3 * at);
      paint.array.set(paints.subarray(4 * i, 4 * i + 4), 4 * at);
    }
    centre.needsUpdate = first.needsUpdate = second.needsUpdate = paint.needsUpdate = true;
  }

  return { mesh, sort, dispose() { geometry.dispose(); material.dispose(); } };
}

// The ellipse of a Gaussian on the screen, by the projection's Jacobian at its centre.
const vertexShader = `
  attribute vec3 centre, first, second;
  attribute vec4 paint;
  uniform vec2 screen; // half its size, pixels
  varying vec2 at;
  varying vec4 tint;
  void main() {
    vec4 p = modelViewMatrix * vec4(centre, 1.0);
    tint = paint;
    at = position.xy * ${REACH.toFixed(1)};
    if (p.z > -0.3) { gl_Position = vec4(0.0, 0.0, 2.0, 1.0); return; }
    mat3 sigma = mat3(first.x, first.y, first.z, first.y, second.x, second.y, first.z, second.y, second.z);
    vec2 f = vec2(projectionMatrix[0][0], projectionMatrix[1][1]) * screen;
    mat3 j = mat3(f.x / -p.z, 0.0, 0.0, 0.0, f.y / -p.z, 0.0, f.x * p.x / (p.z * p.z), f.y * p.y / (p.z * p.z), 0.0);
    mat3 t = j * mat3(modelViewMatrix);
    mat3 c = t * sigma * transpose(t);
    float a = c[0][0] + 0.3, b = c[0][1], d = c[1][1] + 0.3;
    float mid = 0.5 * (a + d), spread = sqrt(max(0.0, 0.25 * (a - d) * (a - d) + b * b));
    vec2 axis = abs(b) < 1e-6 ? (a >= d ? vec2(1.0, 0.0) : vec2(0.0, 1.0)) : normalize(vec2(b, mid + spread - a));
    vec2 offset = at.x * sqrt(mid + spread) * axis + at.y * sqrt(max(0.1, mid - spread)) * vec2(-axis.y, axis.x);
    gl_Position = projectionMatrix * p;
    gl_Position.xy += offset / screen * gl_Position.w;
  }`;

const fragmentShader = `
  varying vec2 at;
  varying vec4 tint;
  void main() {
    float alpha = tint.a * exp(-0.5 * dot(at, at));
    if (alpha < 1.0 / 255.0) discard;
    gl_FragColor = vec4(tint.rgb, alpha);
    #include <colorspace_fragment>
  }`;
