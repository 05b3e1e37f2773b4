import { useState } from 'react';
import { useRoomView } from '../session';
import { stageOf } from '../views';
import { type LayerName, parcelOf, usualLayers } from './data';
import { FollowChip } from './FollowChip';
import { ShowMap } from './ShowMap';
import { usePresenterCamera } from './useCamera';
import { useWander } from './wander';

/** The map on stage as everybody sees it: with the presenter, or alone until one returns. */
export default function AudienceMap() {
  const stage = useRoomView(stageOf);
  const shown = parcelOf(stage);
  const camera = usePresenterCamera(stage?.seq ?? 0);
  const { parcel, away, look, roam } = useWander();
  const [own, setOwn] = useState<LayerName[]>();
  if (!shown) return null;
  const presented = camera?.layers ?? usualLayers;
  return (
    <ShowMap
      shown={shown}
      selected={parcel ?? shown.parcel}
      follow={away ? (parcel ? 'start' : undefined) : (camera ?? 'start')}
      point={camera?.point}
      layers={away ? (own ?? presented) : presented}
      onLayers={(layers) => {
        setOwn(layers);
        roam();
      }}
      onSelect={look}
      onOwn={roam}
    >
      <FollowChip shown={shown} />
    </ShowMap>
  );
}
