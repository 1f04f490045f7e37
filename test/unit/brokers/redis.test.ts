import { describeMatrix } from '../../support/brokers/describeMatrix.js';
import { BROKERS } from '../../support/brokers/words.js';

describeMatrix(BROKERS.redis);
