import type { Feature } from 'geojson';
import type { ReactNode } from 'react';
import type { Camera, MapHandle, MapMassing, MapParcel, MapTool } from './types';

export interface MapProps {
  /** What the map is called for those who do not see it: 杭港高端服务业示范区的地块. */
  label: string;
  /** The parcels of the page, with what is known of them. */
  parcels?: readonly MapParcel[];
  /** Address of vector tiles with everything else: /api/v1/tiles/{z}/{x}/{y}?use=… */
  tiles?: string;
  /** Outlines that the ground shows instead of a background map. */
  outline?: Feature[];
  selected?: string;
  hovered?: string;
  onSelect?: (parcel: string | undefined) => void;
  onHover?: (parcel: string | undefined) => void;
  massing?: MapMassing;
  /** Where to look first; without one, at all parcels. */
  camera?: Camera;
  /** The map is there and can be steered. */
  onReady?: (map: MapHandle) => void;
  /** Which tools stand at the edge; all but measuring without it. */
  tools?: readonly MapTool[];
  /** Small print at the foot; that positions are schematic, without it. */
  note?: ReactNode;
  /** What a page lays over the map: layers at the top right, a chip at the top left. */
  children?: ReactNode;
}
