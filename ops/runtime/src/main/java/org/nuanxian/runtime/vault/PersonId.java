package org.nuanxian.runtime.vault;

import java.util.UUID;

/**
 * A person in the sense of erasure: whoever shares this identifier is erased together.
 *
 * @param value random
 */
public record PersonId(UUID value) {}
