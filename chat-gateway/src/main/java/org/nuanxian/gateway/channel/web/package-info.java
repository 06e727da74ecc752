/** The web chat: HTTP and socket of the help seeker. See {@code ops/docs/channels.md}. */
package org.nuanxian.gateway.channel.web;
