package org.nuanxian.gateway.conversation;

import io.vertx.core.buffer.Buffer;

/**
 * A draft with its words sealed, ready for the batch.
 *
 * @param draft what to write
 * @param seal opens an earlier entry of the same id, to compare
 * @param body the sealed words
 */
record Sealed(Draft draft, Seal seal, Buffer body) {}
