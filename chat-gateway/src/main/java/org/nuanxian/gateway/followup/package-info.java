/** Who is to be followed up, for those who do it. See {@code ops/docs/conversation.md}. */
package org.nuanxian.gateway.followup;
