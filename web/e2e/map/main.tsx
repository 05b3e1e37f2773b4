// The map on a page of its own, so that a test can lay any parcel and any massing on it.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { startI18n } from '../../src/lib/i18n';
import { type MapHandle, type MapParcel, type MapProps, MapView } from '../../src/lib/map';
import { MassingPanel, useMassingChoice } from '../../src/lib/massing/MassingPanel';
import type { Ground } from '../../src/lib/massing/parcel';
import '../../src/styles/tokens.css';
import '../../src/styles/base.css';

declare global {
  interface Window {
    map?: MapHandle;
    show(props: Partial<MapProps>): void;
    bench(props: { ground: Ground; parcel: MapParcel }): void;
  }
}

/** A parcel with its panel beside the map, as pages put the two together. */
function Bench({ ground, parcel }: { ground: Ground; parcel: MapParcel }) {
  const chosen = useMassingChoice(ground);
  return (
    <div style={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) 296px', height: '100vh' }}>
      <h1 className="sr">地图</h1>
      <MapView
        label={parcel.name}
        parcels={[parcel]}
        selected={parcel.id}
        massing={chosen.massing && { parcel: parcel.id, massing: chosen.massing }}
        onReady={(map) => {
          window.map = map;
          map.frame(undefined, { pitch: 56, bearing: 'corner', above: ground.height?.max ?? 60, duration: 0 });
        }}
      />
      <div style={{ padding: 16, background: 'var(--surface)' }}>
        <MassingPanel ground={ground} {...chosen} />
      </div>
    </div>
  );
}

function Page() {
  const [bench, setBench] = useState<Parameters<typeof Bench>[0]>();
  window.bench = setBench;
  const [props, setProps] = useState<Partial<MapProps>>({});
  const [selected, setSelected] = useState<string>();
  window.show = (next) => {
    setSelected(next.selected);
    setProps(next);
  };
  if (bench) return <Bench key={bench.parcel.id} {...bench} />;
  return (
    <div style={{ height: '100vh' }}>
      <h1 className="sr">地图</h1>
      {props.label && (
        <MapView
          label={props.label}
          {...props}
          selected={selected}
          onSelect={setSelected}
          onReady={(map) => {
            window.map = map;
          }}
        />
      )}
      <output id="selected" className="sr">
        {selected ?? ''}
      </output>
    </div>
  );
}

await startI18n();
createRoot(document.getElementById('root') as HTMLElement).render(
  <QueryClientProvider client={new QueryClient()}>
    <Page />
  </QueryClientProvider>,
);
