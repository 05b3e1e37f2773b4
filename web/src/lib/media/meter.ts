/** From what a microphone hears as silence to what it hears as too loud, in decibels below full scale. */
const floorDb = -60;
const loudDb = -6;

/** How loud a stretch of samples is: 0 for silence, 1 for too loud. Ears count in decibels, and so does this. */
export function loudness(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  if (samples.length === 0 || sum === 0) return 0;
  const decibels = 10 * Math.log10(sum / samples.length);
  return Math.min(1, Math.max(0, (decibels - floorDb) / (loudDb - floorDb)));
}

/** Rises at once and falls slowly, so that an eye can follow. */
export function eased(before: number, now: number): number {
  return now >= before ? now : before * 0.85 + now * 0.15;
}

/** Listens to a microphone and says how loud it is, some twenty times a second, until stopped. */
export function meter(track: MediaStreamTrack, heard: (level: number) => void): () => void {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  let level = 0;
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    level = eased(level, loudness(samples));
    heard(level);
  }, 50);
  return () => {
    clearInterval(timer);
    void context.close();
  };
}
