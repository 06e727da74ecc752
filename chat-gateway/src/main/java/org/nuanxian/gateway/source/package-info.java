/** Where a contact came from, for those who may know. See {@code ops/docs/conversation.md}. */
package org.nuanxian.gateway.source;
