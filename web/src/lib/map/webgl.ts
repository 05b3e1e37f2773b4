let answer: boolean | undefined;

/** Whether this browser draws with WebGL 2, which the map needs. */
export function hasWebGL(): boolean {
  if (answer !== undefined) return answer;
  const context = document.createElement('canvas').getContext('webgl2');
  context?.getExtension('WEBGL_lose_context')?.loseContext(); // browsers keep few of them
  answer = !!context;
  return answer;
}
