/** Ways in which people reach the house. See {@code ops/docs/channels.md}. */
package org.nuanxian.gateway.channel;
