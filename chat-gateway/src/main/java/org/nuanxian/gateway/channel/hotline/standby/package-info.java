/** What a PBX needs to ring people by itself while no server is there. */
package org.nuanxian.gateway.channel.hotline.standby;
