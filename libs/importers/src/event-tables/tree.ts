import type { JsonObject, JsonValue } from '#libs/ledger';

interface Branch {
  [field: string]: JsonValue | Branch;
}

/** An object that is put together from the paths of its values. */
export class Tree {
  private readonly branch: Branch = {};

  get root(): JsonObject {
    return this.branch;
  }

  put(path: readonly string[], value: JsonValue): void {
    const last = path.at(-1);
    if (last === undefined) return;
    let branch = this.branch;
    for (const part of path.slice(0, -1)) {
      const next = branch[part];
      const grown: Branch = isBranch(next) ? next : {};
      branch[part] = grown;
      branch = grown;
    }
    branch[last] = value;
  }
}

function isBranch(value: JsonValue | Branch | undefined): value is Branch {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
