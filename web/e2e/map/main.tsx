// The map on a page of its own, so that a test can lay any parcel and any massing on it.
import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { startI18n } from '../../src/lib/i18n';
import { type MapHandle, type MapProps, MapView } from '../../src/lib/map';
import '../../src/styles/tokens.css';
import '../../src/styles/base.css';

declare global {
  interface Window {
    map?: MapHandle;
    show(props: Partial<MapProps>): void;
  }
}

function Page() {
  const [props, setProps] = useState<Partial<MapProps>>({});
  const [selected, setSelected] = useState<string>();
  window.show = (next) => {
    setSelected(next.selected);
    setProps(next);
  };
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
createRoot(document.getElementById('root') as HTMLElement).render(<Page />);
