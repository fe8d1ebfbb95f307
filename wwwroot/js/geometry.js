// Ego frame: x forward, y left, z up, metres. Camera frame: x right, y down, z along the optical axis.

// Rotation matrix (row-major, 9 numbers) of a quaternion w, x, y, z.
export function rotationMatrix([w, x, y, z]) {
  const n = Math.hypot(w, x, y, z);
  w /= n; x /= n; y /= n; z /= n;
  return [
    1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y),
    2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x),
    2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y),
  ];
}

// A function that takes an ego point to [u, v, depth] in pixels of the camera's image; depth ≤ 0 is behind it.
export function projector(camera) {
  const r = rotationMatrix(camera.rotation);
  const t = camera.translation;
  const k = camera.intrinsics;
  return (x, y, z) => {
    const dx = x - t[0], dy = y - t[1], dz = z - t[2];
    const cx = r[0] * dx + r[3] * dy + r[6] * dz;
    const cy = r[1] * dx + r[4] * dy + r[7] * dz;
    const cz = r[2] * dx + r[5] * dy + r[8] * dz;
    return [(k[0][0] * cx + k[0][1] * cy + k[0][2] * cz) / cz, (k[1][1] * cy + k[1][2] * cz) / cz, cz];
  };
}

// The corners of a band of the given width along a path of [x, y] points that starts at the car.
export function band(points, width) {
  const path = [[0, 0], ...points];
  const left = [], right = [];
  for (let i = 0; i < path.length; i++) {
    const a = path[Math.max(0, i - 1)], b = path[Math.min(path.length - 1, i + 1)];
    const length = Math.hypot(b[0] - a[0], b[1] - a[1]) || 1;
    const nx = -(b[1] - a[1]) / length * width / 2, ny = (b[0] - a[0]) / length * width / 2;
    left.push([path[i][0] + nx, path[i][1] + ny]);
    right.push([path[i][0] - nx, path[i][1] - ny]);
  }
  return { left, right };
}

// Centres of a frame's voxels in the ego frame of now. A forecast lies in the ego frame of its own instant, which `motion` relates to now.
export function voxelCentres(grid, frame) {
  const { x = 0, y = 0, yaw = 0 } = frame.motion ?? {};
  const cos = Math.cos(yaw), sin = Math.sin(yaw);
  const [ox, oy, oz] = grid.origin, size = grid.voxel;
  const centres = new Float32Array(3 * frame.labels.length);
  frame.indices.forEach(([ix, iy, iz], i) => {
    const fx = ox + (ix + 0.5) * size, fy = oy + (iy + 0.5) * size;
    centres[3 * i] = x + cos * fx - sin * fy;
    centres[3 * i + 1] = y + sin * fx + cos * fy;
    centres[3 * i + 2] = oz + (iz + 0.5) * size;
  });
  return centres;
}
