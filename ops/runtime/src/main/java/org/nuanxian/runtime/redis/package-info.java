/** Redis: the command connection, Lua scripts, and hints. See {@code ops/docs/stores.md}. */
package org.nuanxian.runtime.redis;
