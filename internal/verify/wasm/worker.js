// The worker of the verification page. scripts/verifier.sh puts Go's wasm_exec.js before
// this, so that the worker needs no second file: it is served with a policy under which it
// can load nothing and send nothing (api/pages.go). The page gives it the program's bytes
// once, then files; answers carry the number of the question.
let ready;

async function start(program) {
  // biome-ignore lint/correctness/noUndeclaredVariables: wasm_exec.js defines it
  const go = new Go();
  const { instance } = await WebAssembly.instantiate(program, go.importObject);
  go.run(instance); // goes on until the worker ends
}

self.onmessage = async ({ data }) => {
  try {
    if (data.program) ready = start(data.program);
    await ready;
    if (!data.file) return self.postMessage({ id: data.id });
    const answer = self.zhaoyunVerify(data.name, new Uint8Array(data.file), data.trust, data.language);
    self.postMessage(typeof answer === 'string' ? { id: data.id, report: answer } : { id: data.id, error: answer.error });
  } catch (error) {
    self.postMessage({ id: data.id, error: String(error) });
  }
};
