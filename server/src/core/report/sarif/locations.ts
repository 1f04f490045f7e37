import type { Origin } from '../../model/origin.js';
import type { PositionRange } from '../../text/lineIndex.js';
import { encodeSegment } from '../../text/uri.js';
import type { ReportPlace } from '../document.js';
import type { Places } from '../places.js';

/** The name under which the root of all paths is given in `originalUriBaseIds`. */
export const ROOT_ID = '%SRCROOT%';

/** A file by its path below the root. */
export function artifactLocation(path: string): object {
  return { uri: path.split('/').map(encodeSegment).join('/'), uriBaseId: ROOT_ID };
}

/** Lines and columns from 1; columns are UTF-16 code units, as the run's `columnKind` says. */
export function region({ start, end }: PositionRange): object {
  return {
    startLine: start.line + 1,
    startColumn: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}

export function physicalLocation({ path, range }: ReportPlace): object {
  return { artifactLocation: artifactLocation(path), region: region(range) };
}

/** A place with what it has to do with the result. */
export function relatedLocation(origin: Origin, message: string, places: Places): object {
  return { physicalLocation: physicalLocation(places.place(origin)), message: { text: message } };
}
