// Completes package-lock.json with the optional builds for other platforms that a registry may not
// offer here, so that `npm ci` accepts the lock on every platform. Run after each `npm install`.
import { readFileSync, writeFileSync } from 'node:fs';

const OPERATING_SYSTEMS = ['darwin', 'linux', 'win32', 'freebsd', 'android', 'openharmony'];
const PROCESSORS = ['arm64', 'x64', 'ia32', 'arm', 'ppc64', 's390x', 'riscv64', 'loong64'];

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const added = [];
for (const entry of Object.values(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const path = `node_modules/${name}`;
    if (Object.keys(lock.packages).some((other) => other === path || other.endsWith(`/${path}`))) {
      continue;
    }
    lock.packages[path] = { version, optional: true, ...platformOf(name) };
    added.push(name);
  }
}
lock.packages = Object.fromEntries(
  Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)),
);
writeFileSync('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`);
console.log(added.length === 0 ? 'The lock is complete.' : `Added ${added.join(', ')}`);

/** Reads os and cpu from the package's name: `binding-linux-arm-gnueabihf` is linux, arm. */
function platformOf(name) {
  const words = name.split(/[-/]/);
  const os = OPERATING_SYSTEMS.filter((word) => words.includes(word)).slice(0, 1);
  const cpu = PROCESSORS.filter((word) => words.includes(word)).slice(0, 1);
  return { ...(os.length ? { os } : {}), ...(cpu.length ? { cpu } : {}) };
}
