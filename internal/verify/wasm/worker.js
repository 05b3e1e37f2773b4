// The worker of the page that verifies. scripts/verifier.sh puts Go's wasm_exec.js before this. It is served with a
// policy under which it can load nothing and send nothing (api/pages.go). The page gives it the program's bytes once,
// then files; answers carry the number of the question.
let ready;

async function start(program) {
  const go = new Go();
  const { instance } = await WebAssembly.instantiate(program, go.importObject);
  go.run(instance); // goes on until the worker ends
}

self.onmessage = async ({ data: { id, program, name, file, trust, language } }) => {
  try {
    if (program) ready = start(program);
    await ready;
    const answer = file ? self.zhaoyunVerify(name, new Uint8Array(file), trust, language) : '';
    self.postMessage(typeof answer === 'string' ? { id, answer } : { id, error: answer.error });
  } catch (error) {
    self.postMessage({ id, error: String(error) });
  }
};
