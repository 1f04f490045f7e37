export { formatDuration } from '../../model/duration.js';
