/** The telephone: calls to the hotline by way of a PBX, see {@code ops/docs/hotline.md}. */
package org.nuanxian.gateway.channel.hotline;
