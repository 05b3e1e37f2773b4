export { MapView } from './MapView';
export type { MapProps } from './props';
export type * from './types';
export { isUseGroup, type UseGroup, useColours, useGroups } from './uses';
