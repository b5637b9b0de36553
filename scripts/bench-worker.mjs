// One set of measurements in a process of its own, so that none warms up or fills the heap of another.
// Usage: node --expose-gc scripts/bench-worker.mjs FILE EXPORT
const [file, name] = process.argv.slice(2);
const measurements = await (await import(file))[name]();
const megabytes = process.resourceUsage().maxRSS / 1024;
process.send({ measurements, megabytes });
