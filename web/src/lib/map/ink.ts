/** The map is a surveyor's drawing in every theme: these are the tokens of paper, which WebGL cannot read from CSS. */
export const ink = {
  paper: '#faf9f6',
  ground: '#f4f2ec',
  line: '#dedbd1',
  strong: '#cbc8be',
  ink: '#10243a',
  soft: '#5c6b7c',
  act: '#0e7c86',
  actText: '#0b5660',
  card: '#ffffff',
  floor: '#e6e3da',
} as const;

export const fonts = ['Noto Sans SC', 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', 'sans-serif'];

/** How long the camera takes, --m-camera; how long a parcel takes to arrive, --m-stage. */
export const motion = { camera: 1200, stage: 480 };

export const still = () => matchMedia('(prefers-reduced-motion: reduce)').matches;
