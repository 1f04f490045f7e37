/** A document's URI as the editor or the command line names it, for example `file:///home/me/shop/a.yml`. */
export type Uri = string;

/**
 * Resolves a `/`-separated relative path against a folder's URI; `.` and `..` are understood.
 * `undefined` when it would leave the folder's root.
 */
export function resolveUri(folder: Uri, relative: string): Uri | undefined {
  const scheme = /^[a-z][a-z0-9+.-]*:\/\/[^/]*/iu.exec(folder)?.[0] ?? '';
  const parts = folder.slice(scheme.length).split('/').filter(Boolean);
  for (const part of relative.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') {
      if (parts.pop() === undefined) return undefined;
    } else {
      parts.push(encodeSegment(part));
    }
  }
  return `${scheme}/${parts.join('/')}`;
}

/**
 * A path from a folder, both below the same root and with `/`; `.` and `..` are understood. The empty text is the root.
 * `undefined` when it would leave that.
 */
export function pathFrom(folder: string, path: string): string | undefined {
  const parts: string[] = [];
  for (const part of `${folder}/${path}`.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}

/** The folder that holds `uri`, without a trailing slash. */
export function parentUri(uri: Uri): Uri {
  return uri.slice(0, Math.max(0, uri.lastIndexOf('/')));
}

/** The last segment of `uri`, decoded. */
export function baseName(uri: Uri): string {
  return decodeSegment(uri.slice(uri.lastIndexOf('/') + 1));
}

/** The path of `uri` below `root` with `/` and decoded; the whole path when it lies elsewhere. */
export function relativePath(root: Uri, uri: Uri): string {
  const base = root.endsWith('/') ? root : `${root}/`;
  const rest = uri.startsWith(base) ? uri.slice(base.length) : uri.replace(/^[a-z][a-z0-9+.-]*:\/\//iu, '');
  return rest.split('/').map(decodeSegment).join('/');
}

/** Encodes one path segment the way VS Code writes it into a URI, so that the two compare equal. */
export function encodeSegment(segment: string): string {
  // Half of a surrogate pair is no character; an editor's URI cannot hold it either.
  return encodeURIComponent(segment.replace(/[\uD800-\uDFFF]/gu, '\uFFFD')).replace(
    /[!'()*]/gu,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/**
 * A `file:` URI written as VS Code writes it, whoever wrote it: the same characters encoded, drive letters small. URIs of
 * other schemes stay as they are.
 */
export function canonicalUri(uri: Uri): Uri {
  const [, start = '', path = ''] = /^(file:\/\/[^/]*)(\/.*)$/isu.exec(uri) ?? [];
  if (start === '') return uri;
  const segments = path.split('/').map((segment) => encodeSegment(decodeSegment(segment)));
  const drive = segments[1];
  if (drive !== undefined && /^[a-z]%3A$/iu.test(drive)) {
    segments[1] = drive.toLowerCase().replace('%3a', '%3A');
  }
  return `${start}${segments.join('/')}`;
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
