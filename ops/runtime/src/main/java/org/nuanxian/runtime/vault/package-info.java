/** Encryption of what people said and who they are. See {@code ops/docs/stores.md}. */
package org.nuanxian.runtime.vault;
