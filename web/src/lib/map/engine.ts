import { Map as Engine, setWorkerUrl } from 'maplibre-gl';
// A file of our own origin: the policy lets no blob compile and no other host run.
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';

setWorkerUrl(workerUrl);

export { Engine };
