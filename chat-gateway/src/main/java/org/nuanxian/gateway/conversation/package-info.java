/**
 * What was said: written down before it is acknowledged, numbered without gaps, sealed with the
 * person's key, relayed to every socket in order. See {@code ops/docs/conversation.md}.
 */
package org.nuanxian.gateway.conversation;
