export function spoilFiles(_: unknown, _n: number, _s: number): boolean { return true; }
