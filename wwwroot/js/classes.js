// Colours of the 17 occupied Occ3D classes, in label order (18 names come with each occupancy answer).
export const colours = [
  '#8d8d8d', // others
  '#ff8a3d', // barrier
  '#ffb3c6', // bicycle
  '#ffd23f', // bus
  '#2f9bff', // car
  '#c77d2e', // construction vehicle
  '#e05ccf', // motorcycle
  '#ff3b5c', // pedestrian
  '#ffe98a', // traffic cone
  '#9a6a4f', // trailer
  '#a06bff', // truck
  '#5a6478', // driveable surface
  '#7d5f72', // other flat
  '#8a7fb8', // sidewalk
  '#8fb573', // terrain
  '#c9c2b4', // manmade
  '#3fae62', // vegetation
];

export const names = [
  'others', 'barrier', 'bicycle', 'bus', 'car', 'construction vehicle', 'motorcycle', 'pedestrian', 'traffic cone', 'trailer', 'truck',
  'driveable surface', 'other flat', 'sidewalk', 'terrain', 'manmade', 'vegetation',
];

// Ground is drawn flat and first; everything else stands on it.
export const isGround = label => label >= 11 && label <= 14;
